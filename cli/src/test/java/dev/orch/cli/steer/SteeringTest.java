package dev.orch.cli.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.golden.Schemas;
import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands to a few agents, from one terminal. */
class SteeringTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  /**
   * All write into one log when they stop and start. One whose home has a file "broken" does not
   * start, one that has "slow" takes longer than anyone waits.
   */
  private void publish() {
    String log = dir.resolve("log").toString();
    new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", "1\n")
        .file(
            "file-mgr/component.yaml",
            "trigger: command\ncommand:\n  stop: 'echo stop >> "
                + log
                + "'\n  start: '[ ! -e broken ] || exit 9; while [ -e slow ]; do sleep 0.05; done;"
                + " echo start >> "
                + log
                + "'\n");
    Result published = orch().run("publish", dir.resolve("tree").toString());
    assertThat(published.exit()).as(published.toString()).isZero();
  }

  private Running agent(String instance, String label) {
    Running agent =
        orch()
            .start(
                "agent",
                "-c",
                "file-mgr",
                "-i",
                instance,
                "--label",
                label,
                "--home",
                dir.resolve(instance).toString());
    Pattern applied = Pattern.compile(instance + " .*APPLIED");
    Await.until(
        instance + " has applied it",
        LIMIT,
        () -> orch().run("status").out().lines().anyMatch(applied.asPredicate()));
    return agent;
  }

  private List<String> log() throws IOException {
    Path log = dir.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Path mark(String instance, String name) throws IOException {
    return Files.createFile(dir.resolve(instance).resolve(name));
  }

  @Test
  void theChosenOnesDoItAndEachResultIsTold() throws Exception {
    publish();
    try (Running one = agent("one", "rack=a");
        Running two = agent("two", "rack=a");
        Running three = agent("three", "rack=b")) {
      assertThat(List.of(one, two, three)).doesNotHaveDuplicates();
      Files.delete(dir.resolve("log"));

      Result all = orch().run("restart", "-c", "file-mgr", "--max-unavailable", "1");
      assertThat(all.exit()).as(all.toString()).isZero();
      assertThat(all.out()).containsPattern("one +done").containsPattern("three +done");
      assertThat(log())
          .as("one after the other")
          .containsExactly("stop", "start", "stop", "start", "stop", "start");

      Result some = orch().run("restart", "-c", "file-mgr", "--label", "rack=b", "-o", "json");
      assertThat(some.exit()).as(some.toString()).isZero();
      assertThat(new Schemas().problems("commands", some.out())).isEmpty();
      assertThat(some.out()).contains("\"three\"").doesNotContain("\"one\"", "\"two\"");
      Result named = orch().run("reload", "-c", "file-mgr", "-i", "one", "-i", "two");
      assertThat(named.out()).contains("one", "two").doesNotContain("three");

      Path broken = mark("one", "broken");
      Path slow = mark("two", "slow");
      Result mixed = orch().run("restart", "-c", "file-mgr", "--expires", "3s", "-o", "json");
      Files.delete(slow);
      assertThat(mixed.exit()).as(mixed.toString()).isEqualTo(6);
      assertThat(new Schemas().problems("commands", mixed.out())).isEmpty();
      assertThat(mixed.out())
          .contains("\"result\" : \"failed\"", "exit code 9")
          .contains("\"result\" : \"unanswered\"", "still at it")
          .contains("\"result\" : \"done\"");

      Result guarded =
          orch()
              .run("restart", "-c", "file-mgr", "--max-unavailable", "1", "-i", "one", "-i", "two");
      assertThat(guarded.exit()).as(guarded.toString()).isEqualTo(6);
      assertThat(guarded.out())
          .as("one that failed is unavailable, so that the next is left alone")
          .containsPattern("one +failed")
          .containsPattern("two +not-asked");
      Files.delete(broken);
    }
  }

  @Test
  void whatIsStoppedIsSeenAndStaysSo() throws Exception {
    publish();
    try (Running one = agent("one", "rack=a")) {
      assertThat(orch().run("stop", "-c", "file-mgr").exit()).as(one.err()).isZero();
      Await.until(
          "status says so", LIMIT, () -> orch().run("status").out().contains("APPLIED, stopped"));
      Result refused = orch().run("restart", "-c", "file-mgr");
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(6);
      assertThat(refused.out()).contains("refused", "it is kept stopped");
      assertThat(new Schemas().problems("status", orch().run("status", "-o", "json").out()))
          .isEmpty();
      assertThat(orch().run("start", "-c", "file-mgr").exit()).isZero();
      assertThat(log()).endsWith("stop", "start");
    }
  }

  @Test
  void oneThatIsNotThereDoesNotDoItLater() throws Exception {
    publish();
    agent("one", "rack=a").close();
    Result nobody = orch().run("restart", "-c", "file-mgr");
    assertThat(nobody.exit()).as(nobody.toString()).isZero();
    assertThat(nobody.err()).contains("no connected instance of file-mgr is chosen");

    Result late = orch().run("restart", "-c", "file-mgr", "-i", "one", "--expires", "200ms");
    assertThat(late.exit()).as(late.toString()).isEqualTo(5);
    assertThat(late.out()).contains("expired");
    List<String> before = log();
    try (Running again = agent("one", "rack=a")) {
      Result looked = orch().run("reconcile", "-c", "file-mgr");
      assertThat(looked.out()).as(again.err()).contains("done", "runs revision 1");
    }
    assertThat(log()).isEqualTo(before);
  }
}
