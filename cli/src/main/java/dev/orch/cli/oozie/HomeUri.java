package dev.orch.cli.oozie;

import dev.orch.cli.plugin.TreeLocation;
import java.net.URI;

/** Spells where a home is the way Hadoop does. */
public final class HomeUri {
  private HomeUri() {}

  /** A local directory's is one too. */
  public static URI of(TreeLocation home) {
    return home.directory()
        .map(directory -> directory.toAbsolutePath().normalize().toUri())
        .orElseGet(() -> URI.create(home.toString()));
  }
}
