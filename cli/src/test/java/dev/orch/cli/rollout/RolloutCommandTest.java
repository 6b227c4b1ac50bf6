package dev.orch.cli.rollout;

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

/** Rollouts as people see and steer them, with two agents. */
class RolloutCommandTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  private String tree(String start, String rollout) {
    return new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", start + "\n")
        .file(
            "file-mgr/component.yaml",
            "trigger: command\ncommand: { start: '" + start + "' }\nrollout: " + rollout + "\n")
        .path();
  }

  private Running agent(String instance) {
    return orch()
        .start(
            "agent", "-c", "file-mgr", "-i", instance, "--home", dir.resolve(instance).toString());
  }

  private void awaitOutput(String pattern, String... call) {
    Pattern expected = Pattern.compile(pattern);
    Await.until(
        pattern, LIMIT, () -> orch().run(call).out().lines().anyMatch(expected.asPredicate()));
  }

  @Test
  void aBadChangeIsStoppedSeenAndTakenBack() throws Exception {
    orch().run("publish", tree("true", "{ canary: 1 }"));
    Result nothing = orch().run("rollout", "status");
    assertThat(nothing.err()).contains("nothing is rolled out");
    try (Running one = agent("one");
        Running two = agent("two")) {
      awaitOutput("one .* 1 +APPLIED", "status");
      awaitOutput("two .* 1 +APPLIED", "status");

      Result bad = orch().run("publish", tree("exit 9", "{ canary: 1 }"), "--wait", "50s");
      assertThat(bad.exit()).as(bad.toString()).isEqualTo(5);
      assertThat(bad.out()).contains("file-mgr rolls out to 1 at a time, first one");
      assertThat(bad.err())
          .contains("2 of 2 instances do not run it", "file-mgr/one: failed: the start command")
          .doesNotContain("in time");

      Result status = orch().run("rollout", "status");
      assertThat(status.out())
          .containsPattern("weather +file-mgr +2 +1 +HALTED +0/2 +1 +0 +1")
          .contains("weather/file-mgr: canary one failed")
          .contains("weather/file-mgr/one: the start command");
      Result json = orch().run("rollout", "status", "-o", "json");
      assertThat(new Schemas().problems("rollout", json.out())).isEmpty();
      assertThat(orch().run("status").out())
          .contains("weather/file-mgr: revision 2 rolls out over 1, HALTED, 0/2 healthy, 1 failed");
      Result all = orch().run("status", "-o", "json");
      assertThat(new Schemas().problems("status", all.out())).isEmpty();
      assertThat(all.out().replaceAll("\\s+", " "))
          .contains(
              "\"rollout\" : { \"revision\" : 2, \"stableRevision\" : 1, \"phase\" : \"HALTED\","
                  + " \"paused\" : false, \"reason\" : \"canary one failed\", \"healthy\" : 0,"
                  + " \"failed\" : 1, \"known\" : 2 }");

      Result paused = orch().run("rollout", "pause", "-c", "file-mgr");
      assertThat(paused.exit()).isEqualTo(4);
      assertThat(paused.err()).contains("has halted: canary one failed", "orch rollout promote");

      Result unconfirmed = orch().run("rollout", "abort", "-c", "file-mgr");
      assertThat(unconfirmed.exit()).isEqualTo(4);
      Result aborted = orch().run("rollout", "abort", "-c", "file-mgr", "--yes", "--wait", "50s");
      assertThat(aborted.exit()).as(aborted.toString()).isZero();
      assertThat(aborted.out()).contains("revision 3 is live", "back from revision 2");
      awaitOutput("file-mgr +3 +1 +COMPLETE +2/2", "rollout", "status");
      assertThat(orch().run("status", "-o", "json").out()).contains("\"rollout\" : null");
      Result again = orch().run("rollout", "abort", "-c", "file-mgr", "--yes");
      assertThat(again.exit()).isEqualTo(4);
      assertThat(again.err()).contains("no rollout of file-mgr is under way");
    }
  }

  @Test
  void itIsPausedResumedAndPromoted() throws Exception {
    orch().run("publish", tree("true", "{ canary: 1, bake: 1h }"));
    try (Running one = agent("one");
        Running two = agent("two")) {
      awaitOutput("one .* 1 +APPLIED", "status");
      awaitOutput("two .* 1 +APPLIED", "status");
      orch().run("publish", tree("echo 2", "{ canary: 1, bake: 1h }"));
      awaitOutput("BAKING +1/2", "rollout", "status");

      Result paused = orch().run("rollout", "pause", "-c", "file-mgr");
      assertThat(paused.out()).isEqualTo("weather/file-mgr: the rollout of revision 2 is paused\n");
      awaitOutput("BAKING, paused", "rollout", "status");
      Result resumed = orch().run("rollout", "resume", "-c", "file-mgr", "-o", "json");
      assertThat(resumed.out()).contains("\"paused\" : false");
      Result promoted = orch().run("rollout", "promote", "-c", "file-mgr");
      assertThat(promoted.out()).contains("the rollout of revision 2 is promoted");
      awaitOutput("COMPLETE +2/2", "rollout", "status");
      Result late = orch().run("rollout", "pause", "-c", "file-mgr");
      assertThat(late.exit()).isEqualTo(4);
    }
  }

  @Test
  void aPublishCanGoOutInAnotherWayThanItsComponentSays() throws Exception {
    orch().run("publish", tree("true", "{ canary: 1, bake: 1h }"));
    try (Running one = agent("one");
        Running two = agent("two")) {
      awaitOutput("one .* 1 +APPLIED", "status");
      awaitOutput("two .* 1 +APPLIED", "status");
      Result atOnce =
          orch()
              .run(
                  "publish",
                  tree("echo 2", "{ canary: 1, bake: 1h }"),
                  "--no-rollout",
                  "--wait",
                  "50s");
      assertThat(atOnce.exit()).as(atOnce.toString()).isZero();
      assertThat(atOnce.out()).doesNotContain("rolls out");
      Result slowly =
          orch()
              .run(
                  "rollback",
                  "--to",
                  "1",
                  "--yes",
                  "--canary",
                  "0",
                  "--max-unavailable",
                  "100%",
                  "--bake",
                  "1ms",
                  "--wait",
                  "50s");
      assertThat(slowly.exit()).as(slowly.toString()).isZero();
      assertThat(slowly.out()).contains("file-mgr rolls out to 2 at a time");
      Result both = orch().run("publish", dir.toString(), "--no-rollout", "--canary", "1");
      assertThat(both.exit()).isEqualTo(2);
      Result wrong = orch().run("publish", dir.toString(), "--max-unavailable", "none");
      assertThat(wrong.exit()).isEqualTo(2);
      assertThat(wrong.err()).contains("expected a number of instances such as 2");
    }
  }
}
