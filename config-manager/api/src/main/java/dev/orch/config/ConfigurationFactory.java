package dev.orch.config;

import dev.orch.model.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes configuration managers.
 *
 * <p>An application names its component and its properties files, and nothing else; whether they
 * are local files or come from the store is said from outside, by system property or environment
 * variable:
 *
 * <table>
 * <caption>What is looked up</caption>
 * <tr><th>what<th>system property<th>environment variable
 * <tr><td>distributed mode, {@code true} or {@code false} (the default)
 *     <td>{@code orch.config.distributed}<td>{@code ORCH_CONFIG_DISTRIBUTED}
 * <tr><td>ZooKeeper's connect string, {@code host:port,…/chroot}
 *     <td>{@code orch.zk.connect}<td>{@code ORCH_ZK_CONNECT}
 * <tr><td>project<td>{@code orch.project}<td>{@code ORCH_PROJECT}
 * <tr><td>home: where the files are kept; in standalone mode, what relative paths are relative to
 *     (default there: the working directory)<td>{@code orch.home}<td>{@code ORCH_HOME}
 * <tr><td>instance (default: the host's name)<td>{@code orch.instance}<td>{@code ORCH_INSTANCE}
 * <tr><td>labels, {@code rack=a,dc=x} (default: none)
 *     <td>{@code orch.labels}<td>{@code ORCH_LABELS}
 * <tr><td>endpoints, {@code rpc=node-7:9000} (default: none)
 *     <td>{@code orch.endpoints}<td>{@code ORCH_ENDPOINTS}
 * <tr><td>whether properties become system properties too (default: {@code false})
 *     <td>{@code orch.config.export-properties}<td>{@code ORCH_CONFIG_EXPORT_PROPERTIES}
 * </table>
 *
 * <p>The names by which Apache OODT's users know the first three work as well; time limits are
 * settings too, see {@link dev.orch.model.settings.Setting}.
 */
public final class ConfigurationFactory {
  private ConfigurationFactory() {}

  /**
   * Makes a manager in the mode that this process' settings say.
   *
   * @param component the component's name
   * @param propertiesFiles the files that {@link Configuration#properties()} is made of, the last
   *     wins; relative to the home. Without any: in standalone mode no properties, in distributed
   *     mode all properties files of the component
   * @throws dev.orch.model.InvalidInputException when settings are missing or malformed, listing
   *     all of them with the names to set
   */
  public static ConfigurationManager getConfigurationManager(
      String component, Path... propertiesFiles) {
    return getConfigurationManager(Settings.ofProcess(), component, List.of(propertiesFiles));
  }

  /**
   * The same with explicit settings, for applications that want no global ones.
   *
   * @throws dev.orch.model.InvalidInputException when settings are missing or malformed, listing
   *     all of them with the names to set
   */
  public static ConfigurationManager getConfigurationManager(
      Settings settings, String component, List<Path> propertiesFiles) {
    return SettingsReader.apply(settings, builder(component).propertiesFiles(propertiesFiles));
  }

  /** Everything by hand: looks up no setting at all. */
  public static ConfigurationManagerBuilder builder(String component) {
    return new ConfigurationManagerBuilder(component);
  }
}
