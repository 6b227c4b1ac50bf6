package dev.orch.cli.quickstart;

import dev.orch.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Twenty Oozie jobs, of which two change: what the quickstart shows on real servers. */
final class OozieTour {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String COMPONENT = "ingest";
  private static final int JOBS = 20;
  private static final List<String> CHANGED = List.of("station-07", "station-15");
  private static final Duration CONVERGE_AT_MOST = Duration.ofMinutes(3);
  private static final Pattern COORDINATOR = Pattern.compile("\\b\\d{7}-\\d{15}-[\\w-]+-C\\b");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

  private final Stage stage;
  private final OozieServerProcess oozie;
  private final Path example;
  private final Clock clock;

  /** Shows it with the example in a directory. */
  OozieTour(Stage stage, OozieServerProcess oozie, Path example, Clock clock) {
    this.stage = stage;
    this.oozie = oozie;
    this.example = example;
    this.clock = clock;
  }

  void run() throws IOException, InterruptedException {
    stage.title("A ZooKeeper, an Oozie and a Hadoop of your own");
    stage.say("ZooKeeper at " + stage.connect() + ", Oozie 5.2.1 at " + oozie.url());
    stage.say("and HDFS at " + oozie.hdfs() + ", their data below " + stage.workspace().path(""));

    stage.title("Publish " + JOBS + " Oozie jobs");
    Path tree = twenty();
    stage.say("Each directory of the component " + COMPONENT + " is a job: a coordinator that");
    stage.say("fetches a station's observations each minute, as examples/oozie has it.");
    stage.orch("publish", tree.toString(), "--project", "weather", "-m", "Twenty stations");

    stage.title("An agent brings them to Oozie");
    stage.agent(
        COMPONENT,
        List.of(
            "--project",
            "weather",
            "--component",
            COMPONENT,
            "--home",
            oozie.hdfs() + "/apps/ingest",
            "--oozie",
            oozie.url()),
        List.of());
    stage.awaitEverywhere(PROJECT, 1, CONVERGE_AT_MOST);
    jobs();

    stage.title("Change two of them");
    for (String job : CHANGED) {
      Path workflow = tree.resolve(COMPONENT).resolve(job).resolve("workflow.xml");
      String text = Files.readString(workflow, StandardCharsets.UTF_8);
      Files.writeString(
          workflow, text.replace("no station for", "no station at"), StandardCharsets.UTF_8);
    }
    stage.orch("plan", tree.toString(), "--project", "weather", "--oozie", oozie.url());
    final int before = oozie.auditLog().size();
    stage.orch("publish", tree.toString(), "--project", "weather", "-m", "Better messages");
    stage.awaitEverywhere(PROJECT, 2, CONVERGE_AT_MOST);
    untouched(before);
    jobs();

    stage.title("Go back");
    stage.orch("rollback", "--project", "weather", "--to", "1", "--yes", "-m", "As it was");
    stage.awaitEverywhere(PROJECT, 3, CONVERGE_AT_MOST);
    stage.orch("history", "--project", "weather");
  }

  private void jobs() throws IOException {
    stage.orch("jobs", "--project", "weather", "--component", COMPONENT, "--oozie", oozie.url());
  }

  /** The example's one job, as many times, with times that are due now. */
  private Path twenty() throws IOException {
    Path tree = stage.workspace().copy(example, "weather");
    Path first = tree.resolve(COMPONENT).resolve("station-01");
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    String properties =
        Files.readString(first.resolve("job.properties"), StandardCharsets.UTF_8)
            .replaceAll("start=.*", "start=" + TIME.format(now.minus(5, ChronoUnit.MINUTES)))
            .replaceAll("end=.*", "end=" + TIME.format(now.plus(1, ChronoUnit.DAYS)));
    for (int i = 1; i <= JOBS; i++) {
      String station = "%02d".formatted(i);
      Path job = first.resolveSibling("station-" + station);
      if (i > 1) {
        Files.createDirectory(job);
        for (String file : List.of("coordinator.xml", "workflow.xml")) {
          Files.copy(first.resolve(file), job.resolve(file));
        }
      }
      Files.writeString(
          job.resolve("job.properties"),
          properties.replace("station=01", "station=" + station),
          StandardCharsets.UTF_8);
    }
    return tree;
  }

  /** By the word of Oozie, which notes each call that changes something, and of what. */
  private void untouched(int before) throws IOException {
    Set<String> touched = new TreeSet<>();
    List<String> log = oozie.auditLog();
    for (String line : log.subList(before, log.size())) {
      Matcher matcher = COORDINATOR.matcher(line);
      if (!line.contains("[dryrun]") && matcher.find()) {
        touched.add(matcher.group());
      }
    }
    stage.say("");
    stage.say("Oozie's own log of calls that change something names these since, and no other:");
    touched.forEach(id -> stage.say("  " + id));
    stage.say((JOBS - touched.size()) + " of " + JOBS + " jobs were not touched.");
  }
}
