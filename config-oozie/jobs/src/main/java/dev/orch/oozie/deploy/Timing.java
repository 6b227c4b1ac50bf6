package dev.orch.oozie.deploy;

import dev.orch.oozie.schedule.Frequency;
import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.schedule.Schedule;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.OozieServer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a coordinator's times are, and which of them are still to come. */
final class Timing {
  static final Set<ActionStatus> NOT_STARTED = Set.of(ActionStatus.WAITING, ActionStatus.READY);
  static final Set<ActionStatus> UNDER_WAY = Set.of(ActionStatus.SUBMITTED, ActionStatus.RUNNING);

  /** Those that have not come to their end. */
  static final Set<ActionStatus> UNFINISHED =
      Set.of(
          ActionStatus.WAITING,
          ActionStatus.READY,
          ActionStatus.SUBMITTED,
          ActionStatus.RUNNING,
          ActionStatus.SUSPENDED);

  private Timing() {}

  /**
   * What of a live coordinator Oozie would have to change and cannot: one line; nothing if an
   * update will do.
   *
   * @param start from which it went on where another had ended; null if its definition says
   */
  static Optional<String> difference(
      CoordinatorDetails now, @Nullable Instant start, String name, Schedule desired) {
    if (!name.equals(now.job().summary().name())) {
      return Optional.of("its name changed from " + now.job().summary().name() + " to " + name);
    }
    Optional<Frequency> frequency = Frequency.ofServer(now.frequency(), now.timeUnit());
    if (!(desired.frequency() instanceof Frequency.EndOf)
        && !frequency.equals(Optional.of(desired.frequency()))) {
      return Optional.of(
          "its frequency changed from "
              + frequency.map(Object::toString).orElse(now.frequency() + " " + now.timeUnit())
              + " to "
              + desired.frequency());
    }
    if (!sameZone(now.timeZone(), desired.zone())) {
      return Optional.of("its time zone changed from " + now.timeZone() + " to " + desired.zone());
    }
    if (!now.end().equals(desired.end())) {
      return Optional.of("its end changed from " + now.end() + " to " + desired.end());
    }
    boolean sameStart =
        start == null
            ? now.start().equals(desired.start())
            : desired.restartAt(start).equals(new Restart.At(start));
    return sameStart
        ? Optional.empty()
        : Optional.of("its start changed from " + now.start() + " to " + desired.start());
  }

  private static boolean sameZone(String name, ZoneId zone) {
    try {
      return ZoneId.of(name, ZoneId.SHORT_IDS).getRules().equals(zone.getRules());
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * The first nominal time whose run has not begun: that of an action that waits, otherwise the
   * next to be made. Nothing when there is none.
   */
  static Optional<Instant> boundary(OozieServer server, CoordinatorDetails now) {
    List<CoordinatorAction> waiting = server.actions(now.job().summary().id(), NOT_STARTED);
    return waiting.stream()
        .map(CoordinatorAction::nominal)
        .min(Comparator.naturalOrder())
        .or(() -> Optional.ofNullable(next(server, now)));
  }

  private static @Nullable Instant next(OozieServer server, CoordinatorDetails now) {
    Instant next = now.nextMaterialized();
    if (next == null && server.actions(now.job().summary().id(), Set.of()).isEmpty()) {
      // Oozie has not looked at the job yet.
      next = now.start();
    }
    return next != null && next.isBefore(now.end()) ? next : null;
  }
}
