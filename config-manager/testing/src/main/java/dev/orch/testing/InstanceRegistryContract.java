package dev.orch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import dev.orch.model.instance.Registration;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link InstanceRegistry} promises; each test uses a project of its own. */
public abstract class InstanceRegistryContract {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final InstanceId NODE1 = new InstanceId("node1");

  private ProjectName project = new ProjectName("unnamed");

  /** The registry, connected. */
  protected abstract InstanceRegistry registry();

  /** The same registry as another process sees it, connected. */
  protected abstract InstanceRegistry ofAnotherProcess();

  @BeforeEach
  void chooseProject() {
    project = new ProjectName("p-" + UUID.randomUUID());
  }

  /** A report in this state. */
  protected static InstanceReport report(InstanceState state, long revision) {
    return report(state, revision, Instant.parse("2026-11-20T12:00:00Z"));
  }

  private static InstanceReport report(InstanceState state, long revision, Instant reportedAt) {
    return new InstanceReport(
        "host1",
        4711,
        "/opt/filemgr",
        state,
        revision,
        revision == 0 ? null : Digest.of("d".getBytes(StandardCharsets.UTF_8)),
        revision,
        state == InstanceState.HELD ? List.of(new ConfigPath("etc/a b")) : List.of(),
        state == InstanceState.FAILED ? "it\nfailed: \ud83d" : null,
        reportedAt,
        new Announcement(
            Labels.parse(List.of("rack=a")), Endpoints.parse(List.of("rpc=host1:9000"))),
        state == InstanceState.APPLIED);
  }

  private Registration register(InstanceRegistry registry, MemorySlot slot, Runnable retry)
      throws InterruptedException {
    return registry.register(
        project, FILE_MGR, NODE1, report(InstanceState.STARTING, 0), slot, retry);
  }

  private Registration register() throws InterruptedException {
    return register(registry(), new MemorySlot(), () -> {});
  }

  private InstanceStatus only() throws InterruptedException {
    List<InstanceStatus> instances = registry().instances(project);
    assertThat(instances).hasSize(1);
    return instances.get(0);
  }

  @Test
  void aProjectWithoutInstancesHasNone() throws Exception {
    assertThat(registry().instances(project)).isEmpty();
  }

  @Test
  void aRegisteredInstanceIsLiveWithItsFirstReport() throws Exception {
    try (Registration registration = register()) {
      assertThat(only())
          .isEqualTo(new InstanceStatus(FILE_MGR, NODE1, report(InstanceState.STARTING, 0), true));
      assertThat(registration).isNotNull();
    }
  }

  @Test
  void theNewestReportWins() throws Exception {
    try (Registration registration = register()) {
      registration.report(report(InstanceState.APPLYING, 1));
      registration.report(report(InstanceState.HELD, 2));
      Await.until("the newest report", () -> only().report().equals(report(InstanceState.HELD, 2)));
    }
  }

  @Test
  void theLastReportWinsThoughItsClockWentBackAYear() throws Exception {
    try (Registration registration = register()) {
      InstanceReport last = report(InstanceState.APPLIED, 2, Instant.parse("2025-11-20T12:00:00Z"));
      registration.report(report(InstanceState.APPLYING, 1));
      registration.report(last);
      Await.until("the last report", () -> only().report().equals(last));
      assertThat(only().live()).isTrue();
    }
  }

  @Test
  void aReportWithHalfACharacterIsStoredAllTheSame() throws Exception {
    try (Registration registration = register()) {
      registration.report(report(InstanceState.FAILED, 2));
      Await.until(
          "the failure", () -> only().report().error().orElse("").startsWith("it\nfailed: "));
    }
  }

  @Test
  void theLastReportStaysWhenTheAgentEnds() throws Exception {
    Registration registration = register();
    registration.report(report(InstanceState.STOPPED, 3));
    registration.close();
    assertThat(only().live()).isFalse();
    assertThat(only().report().state()).isEqualTo(InstanceState.STOPPED);
  }

  @Test
  void instancesAreSortedByComponentAndId() throws Exception {
    InstanceReport report = report(InstanceState.APPLIED, 1);
    for (String name : List.of("z/1", "a/2", "a/1")) {
      String[] parts = name.split("/", -1);
      registry()
          .register(
              project,
              new ComponentName(parts[0]),
              new InstanceId(parts[1]),
              report,
              new MemorySlot(),
              () -> {})
          .close();
    }
    assertThat(registry().instances(project))
        .extracting(status -> status.component() + "/" + status.id())
        .containsExactly("a/1", "a/2", "z/1");
  }

  @Test
  void aLiveInstanceIsNotForgottenAndADeadOneIs() throws Exception {
    Registration registration = register();
    assertThatThrownBy(() -> registry().forget(project, FILE_MGR, NODE1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("live");
    registration.close();
    registry().requestRetry(project, FILE_MGR, NODE1);
    registry().forget(project, FILE_MGR, NODE1);
    assertThat(registry().instances(project)).isEmpty();
    assertThatThrownBy(() -> registry().forget(project, FILE_MGR, NODE1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aForeignLiveAgentKeepsItsPlace() throws Exception {
    try (Registration registration = register()) {
      registration.report(report(InstanceState.APPLIED, 1));
      assertThatThrownBy(() -> register(ofAnotherProcess(), new MemorySlot(), () -> {}))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("node1");
      Await.until("the report", () -> only().report().state() == InstanceState.APPLIED);
      assertThat(only().live()).isTrue();
    }
    register(ofAnotherProcess(), new MemorySlot(), () -> {}).close();
  }

  @Test
  void aRestartedAgentTakesItsOwnPlaceOverAtOnce() throws Exception {
    MemorySlot slot = new MemorySlot();
    Registration killed = register(registry(), slot, () -> {});
    try (Registration restarted = register(ofAnotherProcess(), slot, () -> {})) {
      restarted.report(report(InstanceState.APPLIED, 7));
      Await.until("the new report", () -> only().report().appliedRevision() == 7);
      assertThat(only().live()).isTrue();
      killed.close();
      assertThat(only().live()).isTrue();
    }
    assertThat(only().live()).isFalse();
  }

  @Test
  void theInstancesOfOneComponentAreListedByThemselves() throws Exception {
    try (Registration registration = register()) {
      assertThat(registration).isNotNull();
      assertThat(registry().instances(project, FILE_MGR)).containsExactly(only());
      assertThat(registry().instances(project, new ComponentName("other"))).isEmpty();
    }
  }

  @Test
  void whoComesGoesAndReportsIsToldToWhoWatches() throws Exception {
    Signals signals = new Signals();
    try (Subscription watch = ofAnotherProcess().watch(project, FILE_MGR, signals)) {
      assertThat(watch).isNotNull();
      signals.awaitMoreThan(0);
      int before = signals.count();
      Registration registration = register();
      signals.awaitMoreThan(before);
      Await.until("live", () -> only().live());
      before = signals.count();
      registration.report(report(InstanceState.APPLIED, 7));
      signals.awaitMoreThan(before);
      Await.until("reported", () -> only().report().appliedRevision() == 7);
      before = signals.count();
      registration.close();
      signals.awaitMoreThan(before);
      Await.until("gone", () -> !only().live());
      before = signals.count();
      registry().forget(project, FILE_MGR, NODE1);
      signals.awaitMoreThan(before);
    }
  }

  @Test
  void nothingIsToldAfterAWatchHasEnded() throws Exception {
    Signals ended = new Signals();
    Signals other = new Signals();
    try (Subscription watch = registry().watch(project, FILE_MGR, other)) {
      assertThat(watch).isNotNull();
      Subscription closed = registry().watch(project, FILE_MGR, ended);
      ended.awaitMoreThan(0);
      other.awaitMoreThan(0);
      closed.close();
      int before = ended.count();
      int told = other.count();
      register().close();
      other.awaitMoreThan(told);
      assertThat(ended.count()).isEqualTo(before);
    }
  }

  @Test
  void aRetryRequestReachesTheInstanceEachTime() throws Exception {
    Signals retries = new Signals();
    try (Registration registration = register(registry(), new MemorySlot(), retries)) {
      assertThat(registration).isNotNull();
      ofAnotherProcess().requestRetry(project, FILE_MGR, NODE1);
      retries.awaitMoreThan(0);
      int before = retries.count();
      ofAnotherProcess().requestRetry(project, FILE_MGR, NODE1);
      retries.awaitMoreThan(before);
    }
  }

  @Test
  void aRetryRequestIsRememberedForAnAgentThatIsAway() throws Exception {
    register().close();
    registry().requestRetry(project, FILE_MGR, NODE1);
    Signals retries = new Signals();
    try (Registration registration = register(registry(), new MemorySlot(), retries)) {
      assertThat(registration).isNotNull();
      retries.awaitMoreThan(0);
    }
    Signals later = new Signals();
    register(registry(), new MemorySlot(), later).close();
    assertThat(later.count()).isZero();
  }

  @Test
  void anInstanceThatIsNotThereCannotBeAskedToRetry() {
    assertThatThrownBy(() -> registry().requestRetry(project, FILE_MGR, NODE1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node1");
  }
}
