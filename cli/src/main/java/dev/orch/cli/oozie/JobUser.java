package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.model.settings.Setting;

/** Whom jobs run as where neither the component nor the job says it. */
public final class JobUser {
  private JobUser() {}

  /**
   * Who runs orch; where orch comes to Kerberos as a principal, that one's first name, by which
   * Hadoop knows it unless it has rules of its own.
   */
  public static String of(CliSettings settings) {
    return settings
        .text(null, Setting.KERBEROS_PRINCIPAL)
        .map(principal -> principal.split("[/@]", -1)[0])
        .orElseGet(() -> System.getProperty("user.name"));
  }
}
