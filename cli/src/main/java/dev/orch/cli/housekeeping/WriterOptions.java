package dev.orch.cli.housekeeping;

import dev.orch.cli.config.CliSettings;
import dev.orch.engine.report.HostName;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.housekeeping.Housekeeping;
import dev.orch.publisher.provenance.Author;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What takes a project's lock without publishing. */
final class WriterOptions {
  @Option(
      names = "--lock-wait",
      paramLabel = "TIME",
      description = "How long to wait for a publisher to finish; 30s unless set.")
  @Nullable String lockWait;

  /**
   * In the name of who calls.
   *
   * @param keep how many revisions to keep; null as the settings say
   */
  Housekeeping housekeeping(Store store, CliSettings settings, @Nullable String keep) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    if (lockWait != null) {
      given.put(Setting.LOCK_WAIT, lockWait);
    }
    if (keep != null) {
      given.put(Setting.RETENTION, keep);
    }
    Settings merged = settings.withOptions(given);
    return new Housekeeping(
        store.revisions(),
        PublisherSettings.of(merged),
        Author.current(merged, HostName.ofThisNode()));
  }
}
