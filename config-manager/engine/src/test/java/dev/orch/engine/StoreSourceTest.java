package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.revision.Commit;
import dev.orch.testing.Commits;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home makes of what a store says of its project. */
class StoreSourceTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String COMPONENT = "file-mgr";
  private static final FileTree TREE = Trees.of("a", "1");

  @TempDir Path home;
  private final InMemoryStore store = new InMemoryStore();
  private LocalHome held;
  private Reconciler reconciler;

  @BeforeEach
  void open() throws Exception {
    open(COMPONENT);
  }

  private void open(String component) throws Exception {
    held = LocalHome.open(home, HomeOptions.DEFAULT);
    StoreSource source =
        new StoreSource(
            store.revisions(),
            PROJECT,
            Viewpoint.common(new ComponentName(component)),
            held.seenMemory());
    reconciler = new Reconciler(source, held, Trigger.NONE, Clock.systemUTC());
  }

  private void reopen(String component) throws Exception {
    held.close();
    open(component);
  }

  @AfterEach
  void close() {
    held.close();
    store.close();
  }

  private void publish(String component, FileTree tree) throws Exception {
    Commits.publish(store.revisions(), PROJECT, component, tree);
  }

  @Test
  void nothingPublishedIsAbsentAndWhatIsPublishedIsApplied() throws Exception {
    assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Absent.class);
    publish("other", TREE);
    assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Absent.class);

    publish(COMPONENT, TREE);

    assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Applied.class);
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(TREE));
  }

  @Test
  void aComponentThatIsGoneIsRemovedAndAClearedProjectClearedAndTheFilesStay() throws Exception {
    publish(COMPONENT, TREE);
    reconciler.reconcile();

    publish("other", TREE);
    assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Removed.class);
    Commits.make(store.revisions(), PROJECT, Commits.clear());
    assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Cleared.class);

    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(TREE));
  }

  @Test
  void aWipedStoreIsHeldAlsoAfterARestartAndAlsoWhenItWasPublishedToAgain() throws Exception {
    publish(COMPONENT, Trees.of("a", "0"));
    publish(COMPONENT, TREE);
    reconciler.reconcile();

    store.wipe();
    assertThat(reconciler.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains("is gone"));
    publish(COMPONENT, Trees.of("a", "foreign"));
    publish(COMPONENT, Trees.of("a", "foreign, too"));
    publish(COMPONENT, Trees.of("a", "foreign, three"));
    reopen(COMPONENT);
    assertThat(reconciler.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("not the one that this home follows"));

    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(TREE));
  }

  @Test
  void aLaggingServerIsSeenThrough() throws Exception {
    publish(COMPONENT, Trees.of("a", "0"));
    reconciler.reconcile();
    store.lag();
    publish(COMPONENT, TREE);
    assertThat(reconciler.reconcile()).isInstanceOf(Outcome.UpToDate.class);
    haveSeen(2);

    reopen(COMPONENT);

    assertThat(reconciler.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Applied.class, applied -> assertThat(applied.revision()).isEqualTo(2));
  }

  @Test
  void aRevisionThatIsLowerWithoutAnyLagIsHeld() throws Exception {
    publish(COMPONENT, TREE);
    reconciler.reconcile();
    publish(COMPONENT, Trees.of("a", "foreign"));
    haveSeen(5);

    reopen(COMPONENT);

    assertThat(reconciler.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            outcome -> assertThat(outcome.reason()).contains("at revision 2, and had come to 5"));
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(TREE));
  }

  /** As if another server had once answered with this revision. */
  private void haveSeen(long revision) throws Exception {
    Seen seen = held.seenMemory().load().orElseThrow();
    held.seenMemory().save(new Seen(seen.projectId(), seen.component(), revision));
  }

  @Test
  void aHomeIsOneComponentsOnly() throws Exception {
    publish(COMPONENT, TREE);
    reconciler.reconcile();
    Commits.make(
        store.revisions(),
        PROJECT,
        new Commit.Publish(
            new TreeMap<>(Map.of(LayerName.parse("other"), Trees.of("b", "1"))),
            Commits.AUTHORSHIP));

    reopen("other");

    assertThat(reconciler.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.reason()).contains("file-mgr"));
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(TREE));
  }

  @Test
  void aStoreThatIsAwayIsSaidSo() throws Exception {
    publish(COMPONENT, TREE);
    reconciler.reconcile();

    store.setAvailable(false);

    assertThat(reconciler.reconcile())
        .isInstanceOfSatisfying(
            Outcome.SourceUnavailable.class, away -> assertThat(away.homeComplete()).isTrue());
    assertThat(List.copyOf(HomeFiles.in(home).keySet())).containsExactly("a");
  }
}
