package dev.orch.publisher.provenance;

import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;

/**
 * Who publishes, and from where.
 *
 * @param user the person's or system's name
 * @param host the name of the machine
 */
public record Author(String user, String host) {
  private static final String UNKNOWN = "unknown";

  /** The setting's value, otherwise the user of the operating system; on this host. */
  public static Author current(Settings settings, String host) {
    String user = System.getProperty("user.name", UNKNOWN);
    // The JDK says "?" for a user id that has no name, as in many containers.
    String system = user.isBlank() || user.equals("?") ? UNKNOWN : user;
    return new Author(settings.get(Setting.AUTHOR).orElse(system), host);
  }

  /** For those who wait for the lock: user, host and process. */
  public String asWriter() {
    return user + "@" + host + " pid " + ProcessHandle.current().pid();
  }
}
