package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RolloutChoice;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutResult;
import dev.orch.model.rollout.Standing;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.MemorySlot;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What commits make of rollouts, and what leases are, on a real server. */
class ZooKeeperRolloutsTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final ComponentName COMPONENT = new ComponentName("file-mgr");
  private static final ComponentName OTHER = new ComponentName("other");
  private static final Map<String, String> TWO = Map.of("rollout.maxUnavailable", "2");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore another =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ComponentRollouts rollouts = store.rollouts().of(PROJECT, COMPONENT);

  @BeforeEach
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    another.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterEach
  void close() {
    another.close();
    store.close();
    server.close();
  }

  private static InstanceId id(int number) {
    return new InstanceId("node-" + number);
  }

  private static FileTree tree(String content, Map<String, String> spec) {
    return Trees.builder().file("a", content).spec(spec).build();
  }

  private RevisionInfo publish(String content, Map<String, String> spec, String other)
      throws IOException, InterruptedException {
    return publish(content, spec, other, RolloutChoice.AS_SPECIFIED);
  }

  private RevisionInfo publish(
      String content, Map<String, String> spec, String other, RolloutChoice choice)
      throws IOException, InterruptedException {
    return commit(
        new Commit.Publish(
            new TreeMap<>(
                Map.of(
                    LayerName.of(COMPONENT), tree(content, spec),
                    LayerName.of(OTHER), tree(other, Map.of()))),
            Set.of(),
            authorship(),
            choice));
  }

  private static Authorship authorship() {
    return new Authorship("someone", "host", "", null);
  }

  private RevisionInfo commit(Commit commit) throws IOException, InterruptedException {
    try (WriteSession session = store.revisions().write(PROJECT, "test", Duration.ofSeconds(20))) {
      RevisionInfo info = session.commit(commit, CommitProgress.NONE);
      session.prune(1);
      return info;
    }
  }

  /** Live, and running something. */
  private void register(int number, String... labels) throws InterruptedException {
    var unused =
        store
            .instances()
            .register(
                PROJECT,
                COMPONENT,
                id(number),
                new InstanceReport(
                    "host",
                    1,
                    "/home",
                    InstanceState.APPLIED,
                    1,
                    Digest.of(new byte[0]),
                    1,
                    List.of(),
                    null,
                    Instant.EPOCH,
                    new Announcement(Labels.parse(List.of(labels)), Endpoints.NONE),
                    false),
                new MemorySlot(),
                () -> {});
  }

  private Head head() throws InterruptedException {
    return store.revisions().latestHead(PROJECT).orElseThrow();
  }

  private StoredRollout current() throws InterruptedException {
    return rollouts.current().orElseThrow();
  }

  private Optional<Lease> take(int number) throws InterruptedException {
    return rollouts.take(id(number), current(), () -> {});
  }

  @Test
  void theFirstPublishAndOneToNobodyAreNoRollouts() throws Exception {
    publish("1", TWO, "x");
    publish("2", TWO, "x");
    assertThat(head().rollouts()).isEmpty();
    assertThat(rollouts.current()).isEmpty();
  }

  @Test
  void headNamesTheRolloutThatItsOwnCommitMade() throws Exception {
    publish("1", TWO, "x");
    for (int i = 0; i < 5; i++) {
      register(i);
    }
    Head before = head();
    RevisionInfo second = publish("2", Map.of("rollout.canary", "30%"), "x");
    Rollout rollout = current().rollout();
    assertThat(head().rollout(COMPONENT)).contains(rollout.plan().id());
    assertThat(rollout.phase()).isEqualTo(Phase.CANARY);
    assertThat(rollout.canaries()).containsExactly(id(0), id(1));
    assertThat(rollout.plan().slots()).isEqualTo(1);
    assertThat(rollout.plan().revision()).isEqualTo(second.number());
    assertThat(rollout.plan().stable())
        .isEqualTo(ComponentState.of(before.components(), COMPONENT).orElseThrow());
    assertThat(rollout.plan().target())
        .isEqualTo(ComponentState.of(head().components(), COMPONENT).orElseThrow());
  }

  @Test
  void aPublishOfOtherComponentsLeavesItAndOneAtOnceEndsIt() throws Exception {
    publish("1", TWO, "x");
    register(0);
    publish("2", TWO, "x");
    StoredRollout rollout = current();
    publish("2", TWO, "y");
    assertThat(head().rollout(COMPONENT)).contains(rollout.rollout().plan().id());
    assertThat(current()).isEqualTo(rollout);
    publish("3", TWO, "y", RolloutChoice.AT_ONCE);
    assertThat(head().rollouts()).isEmpty();
  }

  @Test
  void aSecondPublishInheritsWhatIsStableAndThePrunerKeepsItsBytes() throws Exception {
    publish("1", TWO, "x");
    register(0);
    var stable = ComponentState.of(head().components(), COMPONENT).orElseThrow();
    publish("2", TWO, "x");
    var overtaken = ComponentState.of(head().components(), COMPONENT).orElseThrow();
    for (int i = 3; i < 6; i++) {
      publish(Integer.toString(i), TWO, "x");
    }
    Rollout.Plan plan = current().rollout().plan();
    assertThat(plan.stable()).isEqualTo(stable);
    assertThat(plan.stableRevision()).isEqualTo(1);
    assertThat(plan.superseded()).hasSize(3).contains(overtaken);
    // Retention is one revision, and yet all that an instance may be told to run is there.
    for (var state : List.of(stable, overtaken)) {
      FileTree tree = store.revisions().open(PROJECT, state.own());
      tree.read(
          List.copyOf(tree.manifest().files().values()),
          (entry, content) -> assertThat(content.readAllBytes()).isNotEmpty());
    }
    rollouts.replace(current(), complete(current().rollout()));
    publish("6", TWO, "x");
    assertThat(current().rollout().plan().stableRevision()).isEqualTo(5);
    assertThat(current().rollout().plan().superseded()).isEmpty();
  }

  private static Rollout complete(Rollout rollout) {
    return new Rollout(
        rollout.plan(), rollout.canaries(), Phase.COMPLETE, false, rollout.maxFailures(), "");
  }

  private RevisionInfo publishLayers(Map<String, String> contents)
      throws IOException, InterruptedException {
    TreeMap<LayerName, FileTree> layers = new TreeMap<>();
    contents.forEach(
        (name, content) -> {
          LayerName layer = LayerName.parse(name);
          layers.put(layer, tree(content, layer.isOwn() ? TWO : Map.of()));
        });
    return commit(new Commit.Publish(layers, Set.of(), authorship(), RolloutChoice.AS_SPECIFIED));
  }

  @Test
  void canariesAreChosenByTheLabelsThatInstancesReport() throws Exception {
    publish("1", TWO, "x");
    register(0, "rack=b");
    register(1, "rack=a", "dc=x");
    register(2);
    publish("2", Map.of("rollout.canary.labels.000", "rack=a"), "x");
    assertThat(current().rollout().canaries()).containsExactly(id(1));
    assertThatThrownBy(() -> publish("3", Map.of("rollout.canary.labels.000", "rack=c"), "x"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("rack=c");
  }

  @Test
  void aChangeOfOneLayerIsARolloutOfItsComponentWithAllLayersOfIt() throws Exception {
    String own = COMPONENT.value();
    publishLayers(Map.of(own, "1", own + "@rack=a", "a1", own + "@node-1", "n1"));
    register(0);
    ComponentState stable = ComponentState.of(head().components(), COMPONENT).orElseThrow();

    publishLayers(Map.of(own, "1", own + "@rack=a", "a2", own + "@node-9", "n9"));

    Rollout.Plan plan = current().rollout().plan();
    assertThat(head().rollout(COMPONENT)).contains(plan.id());
    assertThat(plan.stable()).isEqualTo(stable);
    assertThat(plan.stable().layers()).hasSize(3);
    assertThat(plan.target())
        .isEqualTo(ComponentState.of(head().components(), COMPONENT).orElseThrow());
    assertThat(plan.target().layers().keySet()).isNotEqualTo(plan.stable().layers().keySet());
    for (ComponentHead layer : stable.layers().values()) {
      assertThat(Trees.texts(store.revisions().open(PROJECT, layer))).hasSize(1);
    }

    commit(new Commit.Abort(COMPONENT, plan.id(), plan.stable(), authorship()));
    assertThat(ComponentState.of(head().components(), COMPONENT).orElseThrow().isSameAs(stable))
        .isTrue();
  }

  @Test
  void anAbortMakesStableLiveAgainAndRollsBackWhoWentAhead() throws Exception {
    publish("1", TWO, "x");
    register(0);
    var stable = ComponentState.of(head().components(), COMPONENT).orElseThrow();
    publish("2", TWO, "x");
    Rollout.Plan aborted = current().rollout().plan();
    RevisionInfo third =
        commit(new Commit.Abort(COMPONENT, aborted.id(), aborted.stable(), authorship()));
    assertThat(head().component(COMPONENT)).contains(stable.own());
    Rollout.Plan plan = current().rollout().plan();
    assertThat(plan.revision()).isEqualTo(third.number());
    assertThat(plan.superseded()).containsExactly(aborted.target());
    assertThat(current().rollout().phase()).isEqualTo(Phase.ROLLING);
  }

  @Test
  void canariesByLabelsThatNobodyHasAreRefusedAndNothingIsLive() throws Exception {
    publish("1", TWO, "x");
    register(0);
    assertThatThrownBy(() -> publish("2", Map.of("rollout.canary.labels.000", "rack=z"), "x"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("rack=z");
    assertThat(head().revision()).isEqualTo(1);
  }

  @Test
  void noMoreLeasesAreTakenThanThereAreAndOneThatIsGivenBackWakesWhoWaits() throws Exception {
    publish("1", TWO, "x");
    for (int i = 0; i < 5; i++) {
      register(i);
    }
    publish("2", TWO, "x");
    Lease first = take(0).orElseThrow();
    assertThat(take(0)).as("asked again").contains(first);
    assertThat(take(1)).isPresent();
    CountDownLatch woken = new CountDownLatch(1);
    assertThat(rollouts.take(id(2), current(), woken::countDown)).isEmpty();
    rollouts.end(id(0), first, first.rollout(), new RolloutResult.Healthy());
    assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(take(2)).isPresent();
    Standing standing = rollouts.standing(id(0)).orElseThrow();
    assertThat(standing.healthy()).isTrue();
    assertThat(standing.held()).isEmpty();
  }

  @Test
  void nobodyGetsALeaseOfARolloutThatIsAnotherByNow() throws Exception {
    publish("1", TWO, "x");
    register(0);
    publish("2", TWO, "x");
    StoredRollout seen = current();
    assertThat(rollouts.replace(seen, seen.rollout().paused(true))).isTrue();
    assertThat(rollouts.take(id(0), seen, () -> {})).isEmpty();
    assertThat(rollouts.replace(seen, seen.rollout())).as("as it was read").isFalse();
  }

  @Test
  void whoLostItsLeaseCannotGiveBackAnothers() throws Exception {
    publish("1", TWO, "x");
    register(0);
    publish("2", Map.of("rollout.maxUnavailable", "1"), "x");
    Lease lost = take(0).orElseThrow();
    rollouts.expire(id(0), lost, "not heard of");
    assertThat(rollouts.renew(id(0), lost)).isFalse();
    assertThat(take(1)).contains(lost);
    rollouts.end(id(0), lost, lost.rollout(), new RolloutResult.Failed("late"));
    assertThat(rollouts.standing(id(1)).orElseThrow().held()).contains(lost);
    assertThat(rollouts.standing(id(0)).orElseThrow().failed()).contains("not heard of");
    // Health is found out late, too, and counts.
    rollouts.end(id(0), null, lost.rollout(), new RolloutResult.Healthy());
    assertThat(rollouts.standing(id(0)).orElseThrow().failed()).isEmpty();
  }

  @Test
  void leasesOfAnOvertakenRolloutCountInTheNext() throws Exception {
    publish("1", TWO, "x");
    for (int i = 0; i < 5; i++) {
      register(i);
    }
    publish("2", TWO, "x");
    Lease old = take(0).orElseThrow();
    publish("3", Map.of("rollout.maxUnavailable", "1"), "x");
    assertThat(take(1)).isEmpty();
    rollouts.end(id(0), old, old.rollout(), new RolloutResult.Failed("of another rollout"));
    assertThat(rollouts.progress(current().rollout()).failed()).isEmpty();
    assertThat(take(1)).isPresent();
  }

  @Test
  void oneLeadsAndAnotherWhenItResignsOrItsSessionEnds() throws Exception {
    publish("1", TWO, "x");
    register(0);
    publish("2", TWO, "x");
    ComponentRollouts others = another.rollouts().of(PROJECT, COMPONENT);
    assertThat(rollouts.leads(id(0))).isTrue();
    assertThat(rollouts.leads(id(0))).isTrue();
    assertThat(rollouts.leads(id(1))).as("of the same session").isFalse();
    assertThat(others.leads(id(1))).isFalse();
    others.resign(id(1));
    assertThat(rollouts.serverTime()).isAfter(Instant.EPOCH);
    rollouts.resign(id(0));
    assertThat(others.leads(id(1))).isTrue();
    Sessions.expire(another, store);
    assertThat(rollouts.leads(id(0))).isTrue();
  }

  @Test
  void whoWasHealthyAndIsNotAnyMoreCountsAsFailedIfTheRolloutIsStillAsItWasRead() throws Exception {
    publish("1", TWO, "x");
    register(0);
    publish("2", TWO, "x");
    StoredRollout stored = current();
    String id = stored.rollout().plan().id();
    rollouts.end(id(0), take(0).orElseThrow(), id, new RolloutResult.Healthy());

    assertThat(rollouts.replace(stored, stored.rollout().paused(true))).isTrue();
    assertThat(rollouts.worsen(id(0), stored, "it died")).isFalse();
    assertThat(rollouts.progress(stored.rollout()).healthy()).containsExactly(id(0));

    assertThat(rollouts.worsen(id(0), current(), "it died")).isTrue();
    assertThat(rollouts.progress(stored.rollout()).healthy()).isEmpty();
    assertThat(rollouts.progress(stored.rollout()).failed()).containsEntry(id(0), "it died");
    assertThat(rollouts.worsen(id(0), current(), "again")).isTrue();
    assertThat(rollouts.standing(id(0)).orElseThrow().failed()).contains("it died");
  }
}
