package dev.orch.robustness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Head;
import dev.orch.model.store.StoreSettings;
import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.ensemble.Member;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.zookeeper.ZooKeeperStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that stood still while another one was elected believes for a moment that it still
 * leads. It answers a sync by itself then, and what is read behind it is old.
 */
final class PausedLeaderTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ROUNDS = 1;

  private final ExecutorService asking = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    asking.shutdownNow();
  }

  @Test
  void theLatestHeadIsNotThatOfALeaderWhoWasPutOut(@TempDir Path directory) throws Exception {
    try (Ensemble ensemble = Ensemble.start(directory)) {
      for (int round = 1; round <= ROUNDS; round++) {
        ensemble.awaitServing();
        Member leader = ensemble.leader().orElseThrow();
        try (ZooKeeperStore old = connect(leader.link().connectString());
            ZooKeeperStore others = connect(others(ensemble, leader))) {
          publish(others);
          leader.pause();
          long committed = publishAgain(others);
          // On its way before the old leader wakes up, so that it is answered before all else.
          Future<Optional<Head>> asked = asking.submit(() -> old.revisions().latestHead(PROJECT));
          leader.resume();
          assertThat(asked.get().map(Head::revision)).contains(committed);
        }
      }
    }
  }

  private static ZooKeeperStore connect(String connectString) throws InterruptedException {
    ZooKeeperStore store =
        ZooKeeperStore.open(new StoreSettings(connectString, LIMIT, LIMIT, LIMIT));
    store.awaitConnected(LIMIT);
    return store;
  }

  private static String others(Ensemble ensemble, Member leader) {
    List<Member> others =
        ensemble.members().stream().filter(member -> !member.equals(leader)).toList();
    return others.stream()
        .map(member -> member.link().connectString())
        .collect(Collectors.joining(","));
  }

  private static long publish(ZooKeeperStore store) throws InterruptedException {
    long next = store.revisions().head(PROJECT).map(Head::revision).orElse(0L) + 1;
    return Commits.publish(
            store.revisions(), PROJECT, "file-mgr", Trees.of("a", "revision " + next))
        .number();
  }

  /** As soon as the others have a leader of their own. */
  private static long publishAgain(ZooKeeperStore store) {
    long[] committed = new long[1];
    Await.until(
        "the others commit",
        LIMIT,
        () -> {
          try {
            committed[0] = publish(store);
            return true;
          } catch (StoreUnavailableException e) {
            return false;
          }
        });
    return committed[0];
  }
}
