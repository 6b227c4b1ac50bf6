package dev.orch.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.golden.Schemas;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of what happens. */
class EventsTest {
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

  private DiskTree tree(String start) {
    return new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", start + "\n")
        .file("file-mgr/component.yaml", "trigger: command\ncommand: { start: '" + start + "' }\n");
  }

  private Running agent() {
    return orch()
        .start("agent", "-c", "file-mgr", "-i", "one", "--home", dir.resolve("one").toString());
  }

  private List<String> kinds(Result result) {
    return result
        .out()
        .lines()
        .map(line -> line.replaceFirst(".*\"kind\":\"([a-z-]+)\".*", "$1"))
        .toList();
  }

  private void awaitKind(String kind) {
    Await.until(kind, LIMIT, () -> kinds(orch().run("events", "-o", "json")).contains(kind));
  }

  @Test
  void whatHappensIsToldInItsOrder() throws Exception {
    orch().run("publish", tree("true").path(), "--author", "ada", "-m", "First");
    try (Running agent = agent()) {
      awaitKind("applied");
      orch().run("restart", "-c", "file-mgr");
      orch().run("publish", tree("exit 9").path(), "--author", "ada");
      awaitKind("failed");
      Files.writeString(dir.resolve("one/a"), "mine\n");
      orch().run("rollback", "--to", "1", "--yes", "--author", "bob");
      orch().run("reconcile", "-c", "file-mgr");
      assertThat(agent.err()).isNotNull();
    }
    awaitKind("left");

    Result all = orch().run("events", "-o", "json");
    assertThat(all.exit()).as(all.toString()).isZero();
    assertThat(kinds(all))
        .containsSubsequence(
            "published",
            "joined",
            "applied",
            "restarted",
            "published",
            "failed",
            "rolled-back",
            "left")
        .contains("drifted")
        .doesNotContain("lost");
    Schemas schemas = new Schemas();
    assertThat(all.out().lines().flatMap(line -> schemas.problems("events", line).stream()))
        .isEmpty();

    Result text = orch().run("events", "--limit", "1000");
    assertThat(text.out())
        .containsPattern("published +weather  revision 1  by ada@\\S+  First")
        .containsPattern("applied +weather/file-mgr/one  revision 1  2 new|applied .*revision 1 ")
        .containsPattern("failed +weather/file-mgr/one  revision 2  the start command")
        .containsPattern("rolled-back +weather  revision 3  by bob@\\S+  to revision 1");
    assertThat(orch().run("events", "--limit", "1").out().lines()).hasSize(1);
  }

  @Test
  void followingGoesOnAlsoOverARestartOfTheServer() throws Exception {
    orch().run("publish", tree("true").path());
    try (Running follow =
        orch().env("ORCH_ZK_REQUEST_TIMEOUT", "1s").start("events", "--follow", "--limit", "0")) {
      Await.until(
          "a second publish is told",
          LIMIT,
          () -> {
            orch().run("publish", tree("echo " + System.nanoTime()).path());
            return follow.out().contains("published");
          });
      site.server().stop();
      follow.awaitText("ZooKeeper does not answer");
      site.server().restart();
      orch().run("publish", tree("true").path(), "-m", "after that");
      follow.awaitText("after that");
      follow.interrupt();
      assertThat(follow.await().exit()).isEqualTo(130);
    }
  }

  @Test
  void whoDiedIsToldToBeLostByThoseWhoLook() throws Exception {
    orch().run("publish", tree("true").path());
    try (Store store = store()) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Stream.of("dead", "ended")
          .forEach(
              id ->
                  store
                      .events()
                      .append(
                          new ProjectName("weather"),
                          Event.of(
                              EventKind.JOINED,
                              new ComponentName("file-mgr"),
                              new InstanceId(id),
                              0,
                              null)));
      store
          .events()
          .append(
              new ProjectName("weather"),
              Event.of(
                  EventKind.LEFT, new ComponentName("file-mgr"), new InstanceId("ended"), 0, null));
    }
    Result all = orch().run("events");
    assertThat(all.out())
        .containsPattern("now +lost +weather/file-mgr/dead")
        .doesNotContainPattern("lost +weather/file-mgr/ended");
  }

  private Store store() {
    return ServiceLoader.load(StoreProvider.class)
        .findFirst()
        .orElseThrow()
        .open(StoreSettings.of(site.connect()));
  }
}
