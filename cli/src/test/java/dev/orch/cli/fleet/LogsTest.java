package dev.orch.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What instances write, read from elsewhere. */
class LogsTest {
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

  private void publish(String start) {
    new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", start + "\n")
        .file("file-mgr/component.yaml", "trigger: command\ncommand: { start: '" + start + "' }\n");
    assertThat(orch().run("publish", dir.resolve("tree").toString()).exit()).isZero();
  }

  private Running agent(String... more) {
    List<String> call =
        new ArrayList<>(
            List.of("agent", "-c", "file-mgr", "-i", "one", "--home", dir.resolve("one") + ""));
    call.addAll(List.of(more));
    return orch().start(call.toArray(String[]::new));
  }

  private Result logs() {
    return orch().run("logs", "-c", "file-mgr", "-i", "one");
  }

  private void awaitLog(String text) {
    Await.until(text, LIMIT, () -> logs().out().contains(text));
  }

  @Test
  void whatACommandWritesIsReadAlsoWhileItRunsAndFollowed() throws Exception {
    publish("echo grüße; while [ ! -e go ]; do sleep 0.05; done; echo done");
    try (Running agent = agent()) {
      awaitLog("grüße");
      try (Running follow = orch().start("logs", "-c", "file-mgr", "-i", "one", "--follow")) {
        follow.awaitText("grüße");
        Files.createFile(dir.resolve("one/go"));
        follow.awaitText("done");
        publish("echo another run");
        follow.awaitText("another run");
        follow.interrupt();
        assertThat(follow.await().exit()).as(agent.err()).isEqualTo(130);
        assertThat(follow.out()).isEqualTo("grüße\ndone\nanother run\n");
      }
    }
    Result gone = logs();
    assertThat(gone.exit()).as(gone.toString()).isEqualTo(5);
    assertThat(gone.err()).contains("file-mgr/one is not connected");
  }

  @Test
  void whatAChildWritesIsKeptWhenTheAgentIsToldTo() throws Exception {
    publish("true");
    String child = "echo child started; while :; do sleep 0.05; done";
    try (Running agent = agent("--keep-output", "--", "/bin/sh", "-c", child)) {
      awaitLog("child started");
      assertThat(agent.err()).isNotNull();
      assertThat(dir.resolve("one/.orch/child.log")).hasContent("child started");
    }
  }

  @Test
  void aChildWhoseOutputIsNotKeptHasNone() throws Exception {
    publish("true");
    try (Running agent = agent("--", "/bin/sh", "-c", "while :; do sleep 0.05; done")) {
      Await.until(
          "it is connected",
          LIMIT,
          () -> orch().run("instances", "-c", "file-mgr").out().contains("APPLIED"));
      Result refused = logs();
      assertThat(refused.exit()).as(refused + agent.err()).isEqualTo(4);
      assertThat(refused.err()).contains("has no output to show", "--keep-output");
    }
  }

  @Test
  void anInstanceMustBeNamed() {
    publish("true");
    assertThat(orch().run("logs", "-c", "file-mgr").err()).contains("nothing says which instance");
    assertThat(logs().err()).contains("no such instance");
  }
}
