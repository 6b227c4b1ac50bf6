package dev.orch.oozie.deploy;

import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.schedule.Schedule;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.OozieServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where another coordinator goes on for one that was killed: after the last of its runs that came
 * to an end by itself, so that none is repeated.
 *
 * @param leftOut nominal times before it whose runs were killed; one start cannot leave out some of
 *     what follows and not the rest
 */
record Resumption(Restart restart, List<Instant> leftOut) {
  private static final Set<ActionStatus> ENDED_BY_ITSELF =
      EnumSet.of(
          ActionStatus.SUCCEEDED,
          ActionStatus.FAILED,
          ActionStatus.TIMEDOUT,
          ActionStatus.IGNORED,
          ActionStatus.SKIPPED);

  /** Oozie's nominal times are whole minutes. */
  private static final Duration JUST_AFTER = Duration.ofSeconds(1);

  Resumption {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Looks for it.
   *
   * @param schedule that the other one shall follow
   */
  static Resumption of(OozieServer server, CoordinatorDetails killed, Schedule schedule) {
    List<CoordinatorAction> actions = server.actions(killed.job().summary().id(), Set.of());
    Instant from =
        actions.stream()
            .filter(action -> ENDED_BY_ITSELF.contains(action.status()))
            .map(CoordinatorAction::nominal)
            .max(Comparator.naturalOrder())
            .map(last -> last.plus(JUST_AFTER))
            .orElse(killed.start());
    return new Resumption(
        schedule.restartAt(from),
        actions.stream()
            .filter(action -> action.status() == ActionStatus.KILLED)
            .map(CoordinatorAction::nominal)
            .filter(nominal -> nominal.isBefore(from))
            .toList());
  }
}
