package dev.orch.publisher;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.settings.DurationText;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import dev.orch.publisher.scan.TreeScanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a publisher.
 *
 * @param maxFileSize of one file, in bytes
 * @param projectLimit how much a project may hold in the store, over all revisions kept, in bytes
 * @param retention how many revisions are kept, the live one included, 1 or more; null to keep as
 *     many as is set for the project, or {@link #DEFAULT_RETENTION} if nothing is
 * @param lockWait how long to wait for another writer of the same project
 * @param validators whether the commands by which components validate themselves are run
 */
public record PublisherSettings(
    long maxFileSize,
    long projectLimit,
    @Nullable Integer retention,
    Duration lockWait,
    boolean validators) {
  /** How many revisions are kept where nobody says otherwise. */
  public static final int DEFAULT_RETENTION = 50;

  /** 64 MiB a file, 256 MiB a project (ZooKeeper holds all in memory), 30 s. */
  public static final PublisherSettings DEFAULT =
      new PublisherSettings(
          TreeScanner.DEFAULT_MAX_FILE_SIZE,
          256L * 1024 * 1024,
          null,
          Duration.ofSeconds(30),
          true);

  /** Which runs validators. */
  public PublisherSettings(
      long maxFileSize, long projectLimit, @Nullable Integer retention, Duration lockWait) {
    this(maxFileSize, projectLimit, retention, lockWait, true);
  }

  /**
   * What is set, otherwise the defaults.
   *
   * @throws InvalidInputException with every setting that has no legal value
   */
  public static PublisherSettings of(Settings settings) {
    List<Problem> problems = new ArrayList<>();
    PublisherSettings found =
        new PublisherSettings(
            value(settings, Setting.FILE_LIMIT, ByteSize::parse, DEFAULT.maxFileSize, problems),
            value(settings, Setting.PROJECT_LIMIT, ByteSize::parse, DEFAULT.projectLimit, problems),
            optional(settings, Setting.RETENTION, PublisherSettings::count, problems),
            value(settings, Setting.LOCK_WAIT, DurationText::parse, DEFAULT.lockWait, problems),
            true);
    if (!problems.isEmpty()) {
      throw new InvalidInputException("settings of the publisher are not legal", problems);
    }
    return found;
  }

  /** The same, running no command that a component names. */
  public PublisherSettings withoutValidators() {
    return new PublisherSettings(maxFileSize, projectLimit, retention, lockWait, false);
  }

  /**
   * How many revisions to keep of a project for which this is set: as this publisher is told,
   * otherwise as the project is, otherwise the default.
   */
  public int keep(ProjectSettings project) {
    if (retention != null) {
      return retention;
    }
    Integer ofProject = project.retention();
    return ofProject == null ? DEFAULT_RETENTION : ofProject;
  }

  private static <T> T value(
      Settings settings,
      Setting setting,
      Function<String, T> parse,
      T otherwise,
      List<Problem> problems) {
    T found = optional(settings, setting, parse, problems);
    return found == null ? otherwise : found;
  }

  private static <T> @Nullable T optional(
      Settings settings, Setting setting, Function<String, T> parse, List<Problem> problems) {
    try {
      return settings.get(setting).map(parse).orElse(null);
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.add(new Problem(setting.property(), String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static int count(String text) {
    if (!text.strip().matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "expected a number from 1 to 999999, found " + Quoted.of(text));
    }
    return Integer.parseInt(text.strip());
  }
}
