package dev.orch.oozie.client;

import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.rehearsal.CalledJobs;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.server.DryRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The text with which Oozie answers a dry run: of a bundle its definition with the variables
 * replaced; of a coordinator the same, and below it that of each run that it would make within the
 * next hour of its time, where functions are replaced too; of a workflow a word.
 */
final class DryRunAnswer {
  private static final String RUNS = "***actions for instance***";
  private static final String RUN = "action for new instance";

  private static final Pattern NOMINAL_TIME =
      Pattern.compile("action-nominal-time\\s*=\\s*[\"']([^\"']*)[\"']");

  private DryRunAnswer() {}

  /**
   * What it tells.
   *
   * @param configuration what was asked with
   */
  static DryRun of(String answer, Map<String, String> configuration) {
    return new DryRun(firstNominalTime(answer), called(answer, configuration));
  }

  /** Null if it shows no run, or its time is none in UTC. */
  private static @Nullable Instant firstNominalTime(String answer) {
    Matcher matcher = NOMINAL_TIME.matcher(answer);
    return matcher.find() ? CoordinatorDefinition.parseTime(matcher.group(1)).orElse(null) : null;
  }

  private static List<Map<String, String>> called(
      String answer, Map<String, String> configuration) {
    try {
      return CalledJobs.of(JobProperties.kind(configuration), firstOf(answer), configuration);
    } catch (XMLStreamException e) {
      // A server that answers otherwise has taken the job all the same.
      return List.of();
    }
  }

  /** The first run, and the definition if there is none. */
  private static String firstOf(String answer) {
    int end = answer.indexOf(RUNS);
    int begin = answer.indexOf(RUN);
    if (begin < 0) {
      return end < 0 ? answer : answer.substring(0, end);
    }
    int text = begin + RUN.length();
    int next = answer.indexOf(RUN, text);
    return next < 0 ? answer.substring(text) : answer.substring(text, next);
  }
}
