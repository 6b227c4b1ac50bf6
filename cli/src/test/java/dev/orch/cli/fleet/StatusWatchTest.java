package dev.orch.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusWatchTest {
  private static final String TO_THE_TOP = "\u001b[H";

  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  private DiskTree tree() {
    return new DiskTree(dir).file("file-mgr/a", "1\n");
  }

  @Test
  void eachNewStateIsPrintedOnceWhereNoPersonLooks() throws Exception {
    orch().run("publish", tree().path());
    try (Running watch = orch().start("status", "--watch")) {
      watch.awaitText("weather  file-mgr");
      orch().run("publish", tree().file("ingest/b", "1\n").path());
      watch.awaitText("ingest");
      watch.interrupt();
      assertThat(watch.await().exit()).isEqualTo(130);
      assertThat(watch.out().lines().filter(line -> line.startsWith("PROJECT"))).hasSize(2);
      assertThat(watch.out()).doesNotContain("\u001b");
    }
  }

  @Test
  void isPaintedInPlaceOnATerminal() throws Exception {
    orch().run("publish", tree().path());
    try (Running watch = orch().typing("").start("status", "-w")) {
      watch.awaitText("Ctrl-C ends this");
      assertThat(watch.out()).startsWith(TO_THE_TOP);
      orch().run("publish", tree().file("ingest/b", "1\n").path());
      watch.awaitText("ingest");
      assertThat(watch.out().split("\u001b\\[H", -1)).hasSizeGreaterThan(3);
    }
  }

  @Test
  void outlivesAServerThatRestarts() throws Exception {
    orch().run("publish", tree().path());
    try (Running watch = orch().env("ORCH_ZK_REQUEST_TIMEOUT", "1s").start("status", "--watch")) {
      watch.awaitText("file-mgr");
      site.server().stop();
      watch.awaitText("ZooKeeper does not answer");
      site.server().restart();
      orch().run("publish", tree().file("ingest/b", "1\n").path());
      watch.awaitText("ingest");
    }
  }

  @Test
  void isNotForPrograms() {
    assertThat(orch().run("status", "--watch", "-o", "json").exit()).isEqualTo(2);
  }
}
