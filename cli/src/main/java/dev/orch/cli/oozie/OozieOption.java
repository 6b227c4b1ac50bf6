package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.model.settings.Setting;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Oozie is. */
public final class OozieOption {
  @Option(
      names = "--oozie",
      paramLabel = "URL",
      description =
          "Oozie's URL, such as http://oozie.example:11000/oozie, for a component of Oozie"
              + " jobs. Otherwise ORCH_OOZIE_URL or OOZIE_URL, then its component.yaml.")
  @Nullable URI oozie;

  /** Null where neither the option nor a setting says it. */
  public @Nullable URI url(CliSettings settings) {
    return settings.value(oozie, Setting.OOZIE_URL, URI::create).orElse(null);
  }
}
