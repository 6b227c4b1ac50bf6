package dev.orch.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.golden.Schemas;
import dev.orch.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publish that waits for its instances. */
class WaitTest {
  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  private DiskTree tree(String start) {
    return new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", start + "\n")
        .file("file-mgr/component.yaml", "trigger: command\ncommand: { start: '" + start + "' }\n");
  }

  private Running agent(String instance) {
    return orch()
        .start(
            "agent", "-c", "file-mgr", "-i", instance, "--home", dir.resolve(instance).toString());
  }

  private void awaitApplied(String instance) {
    Pattern applied = Pattern.compile(instance + " .*APPLIED");
    Await.until(
        instance + " has applied it",
        Duration.ofSeconds(60),
        () -> orch().run("status").out().lines().anyMatch(applied.asPredicate()));
  }

  @Test
  void itEndsWhenAllRunItAndTellsWhichDoNot() throws Exception {
    Result nobody = orch().run("publish", tree("true").path(), "--wait", "30s");
    assertThat(nobody.exit()).as(nobody.toString()).isZero();
    assertThat(nobody.err()).contains("no instance is connected");

    try (Running one = agent("one");
        Running two = agent("two")) {
      awaitApplied("one");
      awaitApplied("two");
      Result all = orch().run("publish", tree("echo 2").path(), "--wait", "50s");
      assertThat(all.exit()).as(all.toString()).isZero();
      assertThat(all.err()).contains("all 2 instances run it");

      Result failed = orch().run("publish", tree("exit 9").path(), "--wait", "50s", "-o", "json");
      assertThat(failed.exit()).as(failed.toString()).isEqualTo(5);
      assertThat(failed.err())
          .contains("2 of 2 instances do not run it", "file-mgr/one: failed: the start command")
          .doesNotContain("in time");
      assertThat(new Schemas().problems("publish", failed.out())).isEmpty();
      assertThat(failed.out()).contains("\"converged\" : false", "\"stand\" : \"failed\"");

      Result back = orch().run("rollback", "--to", "2", "--yes", "--wait", "50s");
      assertThat(back.exit()).as(back.toString()).isZero();
      Result again = orch().run("publish", tree("echo 2").path(), "--wait", "50s");
      assertThat(again.err()).as("nothing to publish").contains("all 2 instances run it");
      Result cleared = orch().run("clear", "--yes", "--wait", "50s");
      assertThat(cleared.exit()).as(cleared.toString()).isZero();
    }
  }

  @Test
  void itDoesNotWaitForEver() throws Exception {
    orch().run("publish", tree("true").path());
    try (Running agent = agent("one")) {
      awaitApplied("one");
      Result late = orch().run("publish", tree("sleep 20").path(), "--wait", "2s");
      assertThat(late.exit()).as(late.toString()).isEqualTo(5);
      assertThat(late.err())
          .contains(
              "waiting: file-mgr 1 applying",
              "1 of 1 instances do not run it in time",
              "file-mgr/one: applying");
    }
  }

  @Test
  void itIsForOneProject() {
    Result refused = orch().run("publish", dir.toString(), "--all-projects", "--wait", "1s");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("--wait takes one project");
  }
}
