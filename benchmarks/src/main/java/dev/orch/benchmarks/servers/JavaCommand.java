package dev.orch.benchmarks.servers;

import java.nio.file.Path;
import java.util.Objects;

/** What it takes to start more of this Java. */
public final class JavaCommand {
  private JavaCommand() {}

  /** The launcher of the Java that runs this. */
  public static String java() {
    return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
        .toString();
  }

  /** The class path that this runs on. */
  public static String ownClassPath() {
    return Objects.requireNonNull(System.getProperty("java.class.path"));
  }
}
