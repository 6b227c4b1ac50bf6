package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.engine.report.HostName;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import dev.orch.publisher.CommitOptions;
import dev.orch.publisher.provenance.Author;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What publish, rollback and clear have in common. */
public final class CommitFlags {
  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "Why; kept with the revision.")
  String message = "";

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who; the user of the operating system unless given.")
  @Nullable String author;

  @Option(
      names = "--expect-revision",
      paramLabel = "N",
      description = "Refuse unless this revision is live; for example the one that was planned on.")
  @Nullable Long expectRevision;

  @Option(names = "--dry-run", description = "Do everything but write.")
  boolean dryRun;

  @Option(
      names = "--lock-wait",
      paramLabel = "TIME",
      description = "How long to wait for another publisher to finish; 30s unless set.")
  @Nullable String lockWait;

  /** What was said on the command line of the settings that a publisher reads. */
  public Map<Setting, String> settings() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    if (author != null) {
      given.put(Setting.AUTHOR, author);
    }
    if (lockWait != null) {
      given.put(Setting.LOCK_WAIT, lockWait);
    }
    return given;
  }

  public boolean isDryRun() {
    return dryRun;
  }

  public CommitOptions options(CliSettings settings) {
    Settings merged = settings.withOptions(settings());
    return new CommitOptions(
        Author.current(merged, HostName.ofThisNode()), message, expectRevision, dryRun);
  }
}
