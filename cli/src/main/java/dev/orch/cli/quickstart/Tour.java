package dev.orch.cli.quickstart;

import dev.orch.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the quickstart shows, step by step. Everything in it is real. */
final class Tour {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String FILE_MGR = "file-mgr";
  private static final String INGEST = "ingest-jobs";
  private static final Duration CONVERGE_AT_MOST = Duration.ofSeconds(45);

  private final Stage stage;
  private final Path example;

  /** Shows it with the example in a directory. */
  Tour(Stage stage, Path example) {
    this.stage = stage;
    this.example = example;
  }

  void run() throws IOException, InterruptedException {
    stage.title("A ZooKeeper of your own");
    stage.say("One runs in this process now, at " + stage.connect() + ", its data below");
    stage.say(
        stage.workspace().path("").toString() + ". Everything there goes when this tour ends.");

    Path tree = stage.workspace().copy(example, "weather");
    stage.title("Publish a tree");
    stage.say(
        "examples/weather is a project with two components, " + FILE_MGR + " and " + INGEST + ".");
    stage.orch("publish", tree.toString(), "--project", "weather", "-m", "First light");

    stage.title("Two agents, each with a program of its own");
    AgentProcess fileMgr = agent(FILE_MGR, "bin/serve.sh");
    AgentProcess ingest = agent(INGEST, "bin/ingest.sh");
    final long servingBefore = fileMgr.awaitChild();
    final long fetchingBefore = ingest.awaitChild();
    stage.awaitEverywhere(PROJECT, 1, CONVERGE_AT_MOST);
    stage.orch("status", "--project", "weather");

    stage.title("Change a file, and publish again");
    Path crawler = tree.resolve(INGEST).resolve("etc/crawler.properties");
    replace(crawler, "crawler.pool = 4", "crawler.pool = 8");
    stage.orch("plan", tree.toString(), "--project", "weather", "--diff");
    stage.orch(
        "publish", tree.toString(), "--project", "weather", "-m", "Raise the crawler's pool");
    final long fetchingAfter = ingest.awaitChild();
    stage.awaitEverywhere(PROJECT, 2, CONVERGE_AT_MOST);
    stage.say(
        INGEST + " was restarted with it: process " + fetchingBefore + " became " + fetchingAfter);
    stage.say(
        fileMgr.wasQuiet()
            ? FILE_MGR + " was left alone: it still is process " + servingBefore
            : FILE_MGR + " printed something too, which it should not have");

    stage.title("Go back");
    stage.orch(
        "rollback", "--project", "weather", "--to", "1", "--yes", "-m", "Too much for the uplink");
    stage.say(INGEST + " is process " + ingest.awaitChild() + " now, with the pool it had before.");
    stage.awaitEverywhere(PROJECT, 3, CONVERGE_AT_MOST);
    stage.orch("history", "--project", "weather");

    new RolloutTour(stage, PROJECT, tree).run(3);
  }

  private AgentProcess agent(String component, String program) throws IOException {
    Path home = stage.workspace().path("homes").resolve(component);
    Files.createDirectories(home);
    return stage.agent(
        component,
        List.of("--project", "weather", "--component", component, "--home", home.toString()),
        List.of(program));
  }

  private static void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (!text.contains(before)) {
      throw new IOException(file + ": expected " + before);
    }
    Files.writeString(file, text.replace(before, after), StandardCharsets.UTF_8);
  }
}
