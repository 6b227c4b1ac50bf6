package dev.orch.robustness.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.robustness.ensemble.JavaProcess;
import dev.orch.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orch publish} as a process, killed and paused at any time. */
final class PublishKilledTest {
  private static final String PROJECT = "/orch/projects/" + Site.PROJECT;

  /** So much that a publish spends most of its time on writing. */
  private static final int FILES = 200;

  private static final int FILE_SIZE = 20_000;

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void open() {
    site = new Site(directory, FILES, FILE_SIZE);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aKilledPublishIsWhollyThereOrNotAtAll() throws Exception {
    killed(2, 7);
  }

  @Tag("full")
  @Test
  void manyKilledPublishesAreWhollyThereOrNotAtAll() throws Exception {
    killed(20, 8);
  }

  private void killed(int rounds, long fixedSeed) throws Exception {
    Random random = Seed.random("publish killed", fixedSeed);
    long begun = System.nanoTime();
    publishWhole("first");
    Duration whole = Duration.ofNanos(System.nanoTime() - begun);
    String live = "first";
    int inTime = 0;
    for (int round = 1; round <= rounds; round++) {
      String killed = "killed-" + round;
      try (JavaProcess publish = site.publish(killed)) {
        // The later part of its life, for before that the Java VM starts and scans.
        Duration life = whole.multipliedBy(40 + random.nextInt(60)).dividedBy(100);
        if (publish.endsWithin(life)) {
          assertThat(publish.awaitExit(Duration.ZERO)).isZero();
          assertThat(site.committed()).contains(killed);
          inTime++;
        } else {
          publish.kill();
        }
      }
      // What it sent last may still arrive, so that only the next writer's fence ends the matter.
      assertThat(site.live()).isIn(site.expected(live), site.expected(killed));
      live = "whole-" + round;
      publishWhole(live);
      assertThat(site.live()).isEqualTo(site.expected(live));
    }
    System.out.println(rounds + " publishes to kill, of which " + inTime + " ended before");
  }

  private void publishWhole(String name) throws Exception {
    try (JavaProcess publish = site.publish(name)) {
      assertThat(publish.awaitExit(Site.LIMIT)).as("exit code; see " + site.log()).isZero();
    }
  }

  @Test
  void aPublisherPausedBeyondItsSessionWritesNothingMore() throws Exception {
    paused(1, 9);
  }

  @Tag("full")
  @Test
  void publishersPausedBeyondTheirSessionsWriteNothingMore() throws Exception {
    paused(10, 10);
  }

  private void paused(int rounds, long fixedSeed) throws Exception {
    Random random = Seed.random("publish paused", fixedSeed);
    publishWhole("first");
    int unfinished = 0;
    try (ZooKeeper zk =
        new ZooKeeper(site.connectString(), (int) Site.LIMIT.toMillis(), event -> {})) {
      for (int round = 1; round <= rounds; round++) {
        String paused = "paused-" + round;
        try (JavaProcess publish = site.publish(paused)) {
          int before = zk.getChildren(PROJECT + "/revisions", false).size();
          Await.until(
              "its revision is begun; see " + site.log(),
              Site.LIMIT,
              () -> zk.getChildren(PROJECT + "/revisions", false).size() > before);
          publish.endsWithin(Duration.ofMillis(random.nextInt(150)));
          publish.pause();
          boolean committed = site.committed().contains(paused);
          // Gets the lock when the paused one's session is over, and sweeps what that left.
          publishWhole("next-" + round);
          List<String> revisions = revisions(zk);
          publish.resume();
          int exit = publish.awaitExit(Site.LIMIT);
          assertThat(exit == 0)
              .as("exit code " + exit + "; see " + site.log())
              .isEqualTo(committed);
          assertThat(site.committed().contains(paused)).isEqualTo(committed);
          assertThat(revisions(zk)).isEqualTo(revisions);
          unfinished += committed ? 0 : 1;
        }
        assertThat(site.live()).isEqualTo(site.expected("next-" + round));
      }
    }
    System.out.println(rounds + " publishers paused, of which " + unfinished + " while writing");
  }

  /** All revisions that have a znode, and how many znodes each has. */
  private static List<String> revisions(ZooKeeper zk) throws KeeperException, InterruptedException {
    List<String> revisions = new ArrayList<>();
    for (String name : zk.getChildren(PROJECT + "/revisions", false)) {
      revisions.add(name + " " + zk.getAllChildrenNumber(PROJECT + "/revisions/" + name));
    }
    return revisions.stream().sorted().toList();
  }
}
