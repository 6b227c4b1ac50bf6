package dev.orch.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fleet.Convergence.Stand;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final Convergence convergence = new Convergence(5);

  private static InstanceStatus instance(
      String id, InstanceState state, long applied, long wanted, boolean live) {
    InstanceReport report =
        new InstanceReport(
            "host", 1, "/home", state, applied, null, wanted, List.of(), null, Instant.EPOCH);
    return new InstanceStatus(FILE_MGR, new InstanceId(id), report, live);
  }

  private static InstanceStatus live(String id, InstanceState state, long applied, long wanted) {
    return instance(id, state, applied, wanted, true);
  }

  private static InstanceStatus gone(String id) {
    return instance(id, InstanceState.APPLIED, 5, 5, false);
  }

  @Test
  void allThatAreLiveHaveToRunTheRevisionOrALaterOne() {
    convergence.look(
        List.of(
            live("a", InstanceState.APPLIED, 5, 5),
            live("b", InstanceState.APPLIED, 4, 4),
            live("c", InstanceState.APPLYING, 4, 5),
            live("d", InstanceState.STARTING, 0, 0)));
    assertThat(convergence.isSettled()).isFalse();
    assertThat(convergence.counts())
        .containsEntry(FILE_MGR, Map.of(Stand.APPLIED, 1, Stand.APPLYING, 3));

    convergence.look(
        List.of(
            live("a", InstanceState.APPLIED, 5, 5),
            live("b", InstanceState.APPLIED, 5, 5),
            live("c", InstanceState.APPLIED, 6, 6),
            live("d", InstanceState.REMOVED, 0, 5)));
    assertThat(convergence.isSettled()).isTrue();
    assertThat(convergence.astray()).isEmpty();
  }

  @Test
  void whatFailedBeforeIsNotWhatFailsNow() {
    convergence.look(List.of(live("a", InstanceState.FAILED, 3, 4)));
    assertThat(convergence.isSettled()).isFalse();

    convergence.look(List.of(live("a", InstanceState.FAILED, 3, 5)));
    assertThat(convergence.isSettled()).as("it is not tried again by itself").isTrue();
    assertThat(convergence.astray()).hasSize(1);
  }

  @Test
  void oneThatWasGoneBeforeKeepsNobodyWaiting() {
    convergence.look(List.of(gone("a"), live("b", InstanceState.APPLIED, 5, 5)));
    assertThat(convergence.isSettled()).isTrue();
    assertThat(convergence.standings()).hasSize(1);
  }

  @Test
  void oneThatGoesIsMissedAndOneThatJoinsCounts() {
    convergence.look(
        List.of(live("a", InstanceState.APPLIED, 5, 5), live("b", InstanceState.APPLYING, 4, 5)));
    convergence.look(
        List.of(
            gone("a"),
            live("b", InstanceState.APPLIED, 5, 5),
            live("c", InstanceState.STARTING, 0, 0)));

    assertThat(convergence.isSettled()).isFalse();
    assertThat(convergence.counts())
        .containsEntry(FILE_MGR, Map.of(Stand.LOST, 1, Stand.APPLIED, 1, Stand.APPLYING, 1));

    convergence.look(
        List.of(
            live("a", InstanceState.APPLIED, 5, 5),
            live("b", InstanceState.APPLIED, 5, 5),
            live("c", InstanceState.APPLIED, 5, 5)));
    assertThat(convergence.isSettled()).as("it came back").isTrue();
  }

  @Test
  void nobodyIsThere() {
    convergence.look(List.of());
    assertThat(convergence.isSettled()).isTrue();
  }
}
