package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.Trials;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Histories in which a publish changes a few files of many: what is pruned is told by what differs
 * between two revisions, and is neither too much nor too little, whatever was moved, copied, gone
 * back to, or left by a writer that did not prune.
 */
class PruneByDifferenceTest {
  private static final int HISTORIES = Trials.of(10);
  private static final int STEPS = 60;
  private static final int KEPT = 3;

  /** So many that the manifest is cut into shards. */
  private static final int MANY = 320;

  private static final List<String> COMPONENTS = List.of("large", "small", "other");

  private final AtomicInteger listed = new AtomicInteger();
  private int prunedByDifference;

  @Test
  void nothingThatIsNeededGoesAndNothingElseStays() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperWire wire = ZooKeeperWire.to(server.port())) {
      wire.follow(
          request -> {
            if (request.operation().startsWith("getChildren")
                && request.path().contains("/revisions/")) {
              listed.incrementAndGet();
            }
            return ZooKeeperWire.Fate.PASSES;
          });
      for (int history = 0; history < HISTORIES; history++) {
        try (ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()))) {
          store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
          new History(store, history).run();
        }
      }
      assertThat(prunedByDifference)
          .as("prunings that listed no revision, of %d steps", HISTORIES * STEPS)
          .isGreaterThan(HISTORIES * STEPS / 4);
    }
  }

  /** One of them; the same each time for the same seed. */
  private final class History {
    private final ZooKeeperStore store;
    private final ProjectName project;
    private final ProjectAudit audit;
    private final Random random;
    private final SortedMap<String, SortedMap<String, String>> files = new TreeMap<>();
    private int contents;

    History(ZooKeeperStore store, long seed) {
      this.store = store;
      this.project = new ProjectName("history-" + seed);
      this.audit = new ProjectAudit(store, project);
      this.random = new Random(seed);
      COMPONENTS.forEach(component -> files.put(component, new TreeMap<>()));
      for (int i = 0; i < MANY; i++) {
        component("large").put("d" + i / 20 + "/f" + i + ".properties", content());
      }
      component("small").put("only", content());
    }

    private SortedMap<String, String> component(String name) {
      return files.computeIfAbsent(name, component -> new TreeMap<>());
    }

    void run() throws Exception {
      for (int step = 0; step < STEPS; step++) {
        Commit commit = next();
        try (WriteSession session = store.revisions().write(project, "x", Commits.LOCK_WAIT)) {
          RevisionInfo made = session.commit(commit, CommitProgress.NONE);
          audit.expect(made.number(), digests(made));
          listed.set(0);
          // Now and then a writer dies before it prunes, or prunes to fewer.
          int dice = random.nextInt(12);
          if (dice > 0) {
            int keep = dice == 1 ? 1 : KEPT;
            if (!session.pruneAndClose(keep).revisions().isEmpty() && listed.get() == 0) {
              prunedByDifference++;
            }
            audit.requireNothingLeftBehind();
          }
        }
        if (step % 6 == 5) {
          audit.requireHistoryWhole();
        }
      }
    }

    private static SortedMap<LayerName, Digest> digests(RevisionInfo made) {
      SortedMap<LayerName, Digest> digests = new TreeMap<>();
      made.components().forEach((name, state) -> digests.put(name, state.digest()));
      return digests;
    }

    private Commit next() throws InterruptedException {
      int dice = random.nextInt(20);
      List<RevisionInfo> kept = store.revisions().history(project, KEPT + 2);
      if (dice == 0 && !kept.isEmpty()) {
        return Commits.rollback(kept.get(random.nextInt(kept.size())));
      }
      for (int i = 0; i <= random.nextInt(3); i++) {
        change();
      }
      return new Commit.Publish(trees(), Commits.AUTHORSHIP);
    }

    private SortedMap<LayerName, FileTree> trees() {
      SortedMap<LayerName, FileTree> trees = new TreeMap<>();
      files.forEach(
          (component, texts) -> {
            Trees tree = Trees.builder();
            texts.forEach(tree::file);
            trees.put(LayerName.parse(component), tree.build());
          });
      return trees;
    }

    /** New bytes, or now and then some that were there before. */
    private String content() {
      int number = random.nextInt(8) == 0 ? random.nextInt(contents + 1) : ++contents;
      String text = "content " + number;
      return random.nextInt(100) == 0 ? text.repeat(15_000) : text;
    }

    private void change() {
      SortedMap<String, String> from = any();
      SortedMap<String, String> to = any();
      String path = anyPath(from);
      switch (random.nextInt(8)) {
        case 0 -> from.remove(path);
        case 1 -> put(to, "new" + random.nextInt(5), content());
        case 2 -> put(to, path + "-moved", remove(from, path));
        case 3 -> put(to, path, remove(from, path));
        case 4 -> put(to, path + "-copy", from.getOrDefault(path, ""));
        case 5 -> {
          String other = anyPath(to);
          String text = from.getOrDefault(path, "");
          put(from, path, to.getOrDefault(other, ""));
          put(to, other, text);
        }
        case 6 -> {
          from.remove(path);
          put(from, path + "/below", content());
        }
        default -> put(from, path, content());
      }
      if (random.nextInt(25) == 0) {
        files.remove("other");
      }
    }

    private SortedMap<String, String> any() {
      int dice = random.nextInt(8);
      return component(dice < 6 ? "large" : COMPONENTS.get(dice - 5));
    }

    private String anyPath(SortedMap<String, String> texts) {
      List<String> paths = new ArrayList<>(texts.keySet());
      return paths.isEmpty() ? "first" : paths.get(random.nextInt(paths.size()));
    }

    private static String remove(SortedMap<String, String> texts, String path) {
      String text = texts.remove(path);
      return text == null ? "" : text;
    }

    /** Unless something is in the way. */
    private static void put(SortedMap<String, String> texts, String path, String text) {
      boolean isDirectory = texts.keySet().stream().anyMatch(it -> it.startsWith(path + '/'));
      boolean isBelowFile = texts.keySet().stream().anyMatch(it -> path.startsWith(it + '/'));
      if (!isDirectory && !isBelowFile && path.length() < 200) {
        texts.put(path, text);
      }
    }
  }
}
