package dev.orch.hadoop;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Hadoop's file systems are reached.
 *
 * @param configuration the directory that holds {@code core-site.xml} and {@code hdfs-site.xml};
 *     null if there is none
 * @param principal whom Kerberos knows us as, by {@code keytab}; null to go by the ticket cache
 * @param keytab the file with the principal's key; null where there is no principal
 */
public record HadoopSettings(
    @Nullable Path configuration, @Nullable String principal, @Nullable Path keytab) {
  /** No files, no Kerberos of our own. */
  public static final HadoopSettings NONE = new HadoopSettings(null, null, null);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when there is a principal without a keytab, or the other way
   *     round
   */
  public HadoopSettings {
    if ((principal == null) != (keytab == null)) {
      throw new IllegalArgumentException(
          "expected a Kerberos principal and its keytab, found only the "
              + (principal == null ? "keytab" : "principal"));
    }
  }

  /**
   * Those that are set.
   *
   * @throws InvalidInputException when there is a principal without a keytab, or the other way
   *     round
   */
  public static HadoopSettings of(Settings settings) {
    String principal = settings.get(Setting.KERBEROS_PRINCIPAL).orElse(null);
    Path keytab = settings.get(Setting.KERBEROS_KEYTAB).map(Path::of).orElse(null);
    if ((principal == null) != (keytab == null)) {
      Setting missing = principal == null ? Setting.KERBEROS_PRINCIPAL : Setting.KERBEROS_KEYTAB;
      throw new InvalidInputException(
          "could not log in to Kerberos",
          List.of(
              new Problem(
                  missing.property(),
                  "expected a principal and its keytab, found only the "
                      + (principal == null ? "keytab" : "principal"))));
    }
    return new HadoopSettings(
        settings.get(Setting.HADOOP_CONF).map(Path::of).orElse(null), principal, keytab);
  }

  /** Whether there is a key to log in to Kerberos with, of our own. */
  boolean hasKey() {
    return keytab != null;
  }
}
