package dev.orch.engine.report;

import dev.orch.engine.Outcome;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.observe.FailureReason;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import java.lang.System.Logger.Level;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Reports what an instance runs, each time that it changes. What goes wrong with what runs on the
 * home is added to what the last outcome said. Safe for use by several threads.
 */
public final class InstanceReporter {
  private static final System.Logger LOG = System.getLogger(InstanceReporter.class.getName());

  private final Origin origin;
  private final StatusOf statusOf;
  private final Clock clock;
  private final StatusEvents events;
  private final InstanceObserver observer;

  private Status status = Status.STARTING;
  private @Nullable String trouble;
  private boolean keptStopped;
  private @Nullable Registration registration;

  /** Creates it; nothing is reported before {@link #attach}. */
  public InstanceReporter(
      Origin origin, AppliedLookup applied, Clock clock, InstanceEvents events) {
    this(origin, applied, clock, events, InstanceObserver.NONE);
  }

  /** The same; the observer is told each report, whether anything is attached or not. */
  public InstanceReporter(
      Origin origin,
      AppliedLookup applied,
      Clock clock,
      InstanceEvents events,
      InstanceObserver observer) {
    this.origin = origin;
    this.observer = observer;
    this.events = new StatusEvents(events);
    this.statusOf = new StatusOf(applied);
    this.clock = clock;
  }

  /**
   * Where reports come from.
   *
   * @param host the name of the node
   * @param pid of this process
   * @param home a path or URI
   * @param announced its labels and endpoints
   */
  public record Origin(String host, long pid, String home, Announcement announced) {}

  /** As it is now. */
  public synchronized InstanceReport report() {
    return new InstanceReport(
        origin.host(),
        origin.pid(),
        origin.home(),
        status.state(),
        status.appliedRevision(),
        status.appliedDigest(),
        status.wantedRevision(),
        status.drifted(),
        error(),
        clock.instant(),
        origin.announced(),
        keptStopped);
  }

  private @Nullable String error() {
    if (trouble == null) {
      return status.error();
    }
    return status.error() == null ? trouble : status.error() + "; " + trouble;
  }

  /** From now on, changes are reported here. */
  public synchronized void attach(Registration place) {
    registration = place;
    send();
    events.joined();
  }

  /** Files are about to move. */
  public synchronized void moving(TriggerContext context) {
    if (!context.undoing()) {
      change(status.wanting(context.revision()).with(InstanceState.APPLYING, null), Level.DEBUG);
    }
  }

  /** What came of a look. */
  public synchronized void outcome(Outcome outcome) {
    Status next = statusOf.outcome(status, outcome);
    if (outcome instanceof Outcome.Applied applied) {
      LOG.log(
          Level.INFO,
          "revision {0} is in place: {1} new, {2} modified, {3} deleted; asked for: {4}",
          Long.toString(applied.revision()),
          applied.actions().changes().addedCount(),
          applied.actions().changes().modifiedCount(),
          applied.actions().changes().deletedCount(),
          applied.actions().reaction());
      for (String place : applied.kept()) {
        LOG.log(
            Level.WARNING, "a file that someone had changed gave way; it is kept at {0}", place);
      }
    }
    events.changed(status, next, outcome);
    boolean fine = next.error() == null || outcome instanceof Outcome.UnderWay;
    change(next, fine ? Level.INFO : Level.WARNING);
  }

  /** What runs on the home is in trouble, from now on until {@link #steady}. */
  public synchronized void crashed(String what) {
    if (trouble == null) {
      events.crashed(status.appliedRevision(), what);
    }
    observer.failed(FailureReason.CRASH);
    trouble = what;
    send();
  }

  /** What runs on the home is sound again. */
  public synchronized void steady() {
    trouble = null;
    send();
  }

  /** Whether what runs on the home is kept stopped from now on. */
  public synchronized void keptStopped(boolean now) {
    keptStopped = now;
    send();
  }

  /** It ends in order; the last error stays. */
  public synchronized void stopped() {
    change(status.with(InstanceState.STOPPED, status.error()), Level.DEBUG);
    left();
  }

  /** It ends in order, and what it reported last stays true. */
  public synchronized void left() {
    events.left();
  }

  private void change(Status next, Level level) {
    if (next.equals(status)) {
      return;
    }
    status = next;
    LOG.log(
        level,
        "{0}, revision {1}{2}",
        next.state(),
        Long.toString(next.appliedRevision()),
        next.error() == null ? "" : ": " + next.error());
    send();
  }

  private void send() {
    InstanceReport report = report();
    observer.reported(report);
    if (registration != null) {
      registration.report(report);
    }
  }
}
