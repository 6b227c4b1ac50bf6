package dev.orch.hadoop;

import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import java.nio.file.Path;
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
   * @throws IllegalArgumentException as the constructor
   */
  public static HadoopSettings of(Settings settings) {
    return new HadoopSettings(
        settings.get(Setting.HADOOP_CONF).map(Path::of).orElse(null),
        settings.get(Setting.KERBEROS_PRINCIPAL).orElse(null),
        settings.get(Setting.KERBEROS_KEYTAB).map(Path::of).orElse(null));
  }
}
