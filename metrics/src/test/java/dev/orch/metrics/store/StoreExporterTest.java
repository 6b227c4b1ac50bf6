package dev.orch.metrics.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.metrics.Exposition;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Commits;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.MemorySlot;
import dev.orch.testing.Trees;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreExporterTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration CACHE = Duration.ofSeconds(5);
  private static final FileTree ONE = Trees.of("a", "1");
  private static final FileTree TWO = Trees.of("a", "2");

  /** What is published is published at noon; whoever reads comes ten minutes later. */
  private final InMemoryStore store = new InMemoryStore(Clock.fixed(NOON, ZoneOffset.UTC));

  private final AtomicLong nanos = new AtomicLong();
  private final StoreExporter exporter = exporter(null);

  private StoreExporter exporter(@Nullable ProjectName only) {
    return new StoreExporter(
        store,
        only,
        new StoreExporter.Times(CACHE, Duration.ofSeconds(20)),
        Clock.fixed(NOON.plus(Duration.ofMinutes(10)), ZoneOffset.UTC),
        nanos::get);
  }

  @AfterEach
  void close() {
    exporter.close();
    store.close();
  }

  /** When what was read before does not do any more. */
  private Exposition later(Duration time) throws Exception {
    nanos.addAndGet(time.toNanos());
    return Exposition.parse(exporter.text());
  }

  private Exposition now() throws Exception {
    return later(CACHE);
  }

  private long publish(FileTree tree) throws Exception {
    return Commits.publish(store.revisions(), WEATHER, "file-mgr", tree).number();
  }

  private static InstanceReport report(
      InstanceState state, long applied, @Nullable FileTree tree, String... drifted) {
    Digest digest = tree == null ? null : tree.manifest().digest();
    return new InstanceReport(
        "host",
        1,
        "/home",
        state,
        applied,
        digest,
        applied,
        List.of(drifted).stream().map(ConfigPath::new).toList(),
        null,
        NOON.minus(Duration.ofMinutes(1)));
  }

  private Registration register(String id, InstanceReport first) throws Exception {
    return store
        .instances()
        .register(WEATHER, FILE_MGR, new InstanceId(id), first, new MemorySlot(), () -> {});
  }

  @Test
  void instancesAreToldWithWhatTheyAreToRunAndWhatTheyRun() throws Exception {
    publish(ONE);
    long live = publish(TWO);
    register("fm-1", report(InstanceState.APPLIED, 2, TWO, "a"));
    register("fm-2", report(InstanceState.FAILED, 1, ONE)).close();
    Exposition told = now();
    assertThat(told.value("orch_store_up")).isEqualTo(1);
    assertThat(told.value("orch_project_up", "project", "weather")).isEqualTo(1);
    assertThat(told.value("orch_project_revision", "project", "weather")).isEqualTo((double) live);
    assertThat(told.value("orch_project_published_timestamp_seconds"))
        .isEqualTo((double) NOON.getEpochSecond());
    assertThat(told.value("orch_component_instances", "state", "applied")).isEqualTo(1);
    assertThat(told.value("orch_component_instances", "state", "failed")).isEqualTo(1);
    assertThat(told.value("orch_component_instances", "state", "held")).isZero();

    assertThat(told.value("orch_instance_live", "instance", "fm-1")).isEqualTo(1);
    assertThat(told.value("orch_instance_wanted_revision", "instance", "fm-1")).isEqualTo(2);
    assertThat(told.value("orch_instance_applied_revision", "instance", "fm-1")).isEqualTo(2);
    assertThat(told.value("orch_instance_behind_seconds", "instance", "fm-1")).isZero();
    assertThat(told.value("orch_instance_drifted_files", "instance", "fm-1")).isEqualTo(1);
    assertThat(told.value("orch_instance_state", "instance", "fm-1", "state", "applied"))
        .isEqualTo(1);

    assertThat(told.value("orch_instance_live", "instance", "fm-2")).isZero();
    assertThat(told.value("orch_instance_wanted_revision", "instance", "fm-2")).isEqualTo(2);
    assertThat(told.value("orch_instance_applied_revision", "instance", "fm-2")).isEqualTo(1);
    assertThat(told.value("orch_instance_state", "instance", "fm-2", "state", "failed"))
        .isEqualTo(1);
    assertThat(told.value("orch_instance_state", "instance", "fm-2", "state", "applied")).isZero();
  }

  @Test
  void aDifferenceFoundAtTheFirstLookIsAsOldAsWhatIsPublishedOneThatIsSeenToBeginIsNew()
      throws Exception {
    publish(ONE);
    publish(TWO);
    Registration late = register("late", report(InstanceState.APPLIED, 1, ONE));
    register("fine", report(InstanceState.APPLIED, 2, TWO));
    Exposition first = now();
    assertThat(first.value("orch_instance_behind_seconds", "instance", "late")).isEqualTo(600);
    assertThat(first.value("orch_instance_behind_seconds", "instance", "fine")).isZero();

    publish(ONE);
    late.report(report(InstanceState.HELD, 1, null));
    Exposition second = later(Duration.ofSeconds(30));
    assertThat(second.value("orch_instance_behind_seconds", "instance", "late"))
        .as("goes on, whatever is published and reported meanwhile")
        .isEqualTo(630);
    assertThat(second.value("orch_instance_behind_seconds", "instance", "fine")).isZero();
    Exposition third = later(Duration.ofSeconds(30));
    assertThat(third.value("orch_instance_behind_seconds", "instance", "fine")).isEqualTo(30);
    late.report(report(InstanceState.APPLIED, 3, ONE));
    assertThat(now().value("orch_instance_behind_seconds", "instance", "late")).isZero();
  }

  @Test
  void nothingIsWantedOfAComponentThatIsPublishedNoMore() throws Exception {
    publish(ONE);
    register("fm-1", report(InstanceState.REMOVED, 1, ONE));
    Commits.make(store.revisions(), WEATHER, Commits.clear());
    Exposition told = now();
    assertThat(told.value("orch_instance_wanted_revision")).isZero();
    assertThat(told.value("orch_instance_behind_seconds")).isZero();
    assertThat(told.value("orch_component_instances", "state", "removed")).isEqualTo(1);
  }

  @Test
  void anAnswerDoesForAWhileAndIsThenReadAnew() throws Exception {
    publish(ONE);
    assertThat(now().value("orch_project_revision")).isEqualTo(1);
    publish(TWO);
    assertThat(later(CACHE.minusMillis(1)).value("orch_project_revision")).isEqualTo(1);
    assertThat(later(Duration.ofMillis(1)).value("orch_project_revision")).isEqualTo(2);
    assertThat(later(Duration.ZERO).value("orch_exporter_reads_total", "result", "done"))
        .isEqualTo(2);
  }

  @Test
  void whatWasKnownIsNotToldWhileTheStoreIsAway() throws Exception {
    publish(ONE);
    register("fm-1", report(InstanceState.APPLIED, 1, ONE));
    now();
    store.setAvailable(false);
    Exposition away = later(Duration.ofMillis(1));
    assertThat(away.value("orch_store_up")).isZero();
    assertThat(away.types().keySet())
        .noneMatch(name -> name.startsWith("orch_project") || name.startsWith("orch_instance"));
    store.setAvailable(true);
    assertThat(now().value("orch_store_up")).isEqualTo(1);
  }

  @Test
  void aProjectThatIsNotThereIsDownAndOthersAreNotToldWhereOneIsNamed() throws Exception {
    publish(ONE);
    try (StoreExporter none = exporter(new ProjectName("wether"));
        StoreExporter one = exporter(WEATHER)) {
      Exposition told = Exposition.parse(none.text());
      assertThat(told.value("orch_project_up", "project", "wether")).isZero();
      assertThat(told.values("orch_project_revision")).isEmpty();
      assertThat(Exposition.parse(one.text()).values("orch_project_up")).containsExactly(1.0);
    }
  }
}
