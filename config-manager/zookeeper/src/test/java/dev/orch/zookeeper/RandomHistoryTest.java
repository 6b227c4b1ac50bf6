package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is published, gone back to, cleared and pruned in whatever order: every kept revision
 * can be read whole, byte for byte, and what is held is given back in the end.
 */
class RandomHistoryTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final int STEPS = 120;
  private static final long SEED = 20_261_120;

  private final Random random = new Random(SEED);
  private final TreeMap<Long, Map<LayerName, Map<String, String>>> expected = new TreeMap<>();

  private SortedMap<LayerName, FileTree> randomComponents() {
    SortedMap<LayerName, FileTree> components = new TreeMap<>();
    for (int c = 0; c < 1 + random.nextInt(3); c++) {
      Trees tree = Trees.builder();
      for (int f = 0; f < random.nextInt(6); f++) {
        // The same few bytes at different paths, a path that is now a file and now a directory,
        // and now and then a file in parts.
        String path = random.nextBoolean() ? "f" + f : "f" + f + "/below.properties";
        String content = "content " + random.nextInt(5);
        tree.file(path, random.nextInt(12) == 0 ? content.repeat(20_000) : content);
      }
      components.put(LayerName.parse("c" + random.nextInt(3)), tree.build());
    }
    return components;
  }

  private Commit next() {
    List<Long> kept = List.copyOf(expected.keySet());
    int dice = random.nextInt(10);
    if (dice == 0) {
      return Commits.clear();
    }
    return dice < 3 && !kept.isEmpty()
        ? new Commit.Rollback(
            placeholder(kept.get(random.nextInt(kept.size()))), Commits.AUTHORSHIP)
        : new Commit.Publish(randomComponents(), Commits.AUTHORSHIP);
  }

  /** Only the number is known here; the store fills in the rest. */
  private static RevisionInfo placeholder(long number) {
    return new RevisionInfo(
        number, "", 0, RevisionKind.PUBLISH, Commits.AUTHORSHIP, Instant.EPOCH, 0, new TreeMap<>());
  }

  private Map<LayerName, Map<String, String>> contentsOf(Commit commit) {
    Map<LayerName, Map<String, String>> contents = new TreeMap<>();
    if (commit instanceof Commit.Publish publish) {
      publish.components().forEach((name, tree) -> contents.put(name, Trees.texts(tree)));
    } else if (commit instanceof Commit.Rollback rollback) {
      contents.putAll(Objects.requireNonNull(expected.get(rollback.target().number())));
    }
    return contents;
  }

  private static Map<LayerName, Map<String, String>> read(
      ZooKeeperStore store, RevisionInfo revision) throws InterruptedException {
    Map<LayerName, Map<String, String>> contents = new TreeMap<>();
    for (Map.Entry<LayerName, ComponentHead> component : revision.components().entrySet()) {
      FileTree tree = store.revisions().open(WEATHER, component.getValue());
      contents.put(component.getKey(), Trees.texts(tree));
    }
    return contents;
  }

  private static Commit complete(ZooKeeperStore store, Commit commit) throws InterruptedException {
    return commit instanceof Commit.Rollback rollback
        ? Commits.rollback(
            store.revisions().revision(WEATHER, rollback.target().number()).orElseThrow())
        : commit;
  }

  @Test
  void everyKeptRevisionStaysWholeWhateverHappensAroundIt() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      for (int step = 0; step < STEPS; step++) {
        Commit commit = next();
        Map<LayerName, Map<String, String>> contents = contentsOf(commit);
        try (WriteSession session = store.revisions().write(WEATHER, "x", Commits.LOCK_WAIT)) {
          RevisionInfo made = session.commit(complete(store, commit), CommitProgress.NONE);
          expected.put(made.number(), contents);
          if (random.nextInt(3) == 0) {
            int keep = 1 + random.nextInt(6);
            session.prune(keep);
            expected.headMap(made.number() - keep, true).clear();
          }
        }
        if (step % 5 == 4) {
          assertAllWhole(store);
        }
      }
      assertNothingIsLeftOfAClearedProject(store);
    }
  }

  private void assertAllWhole(ZooKeeperStore store) throws InterruptedException {
    List<RevisionInfo> history = store.revisions().history(WEATHER, 1_000);
    List<Long> numbers = new ArrayList<>(expected.descendingKeySet());
    assertThat(history).extracting(RevisionInfo::number).containsExactlyElementsOf(numbers);
    for (RevisionInfo revision : history) {
      assertThat(read(store, revision))
          .as("revision " + revision.number())
          .isEqualTo(expected.get(revision.number()));
    }
  }

  private static void assertNothingIsLeftOfAClearedProject(ZooKeeperStore store) throws Exception {
    Commits.make(store.revisions(), WEATHER, Commits.clear());
    try (WriteSession session = store.revisions().write(WEATHER, "x", Commits.LOCK_WAIT)) {
      session.prune(1);
    }
    // head, writer, lock, revisions, and the tombstone's revision.
    assertThat(
            Stream.of("head", "writer", "lock", "revisions")
                .mapToInt(name -> Sessions.znodesBelow(store, "/orch/projects/weather/" + name))
                .sum())
        .isEqualTo(1);
    assertThat(store.revisions().bytesHeld(WEATHER)).isZero();
  }
}
