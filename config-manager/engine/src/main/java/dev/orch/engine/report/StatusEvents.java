package dev.orch.engine.report;

import dev.orch.engine.Outcome;
import dev.orch.model.event.EventKind;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.path.ConfigPath;
import java.util.stream.Collectors;

/** What a change of what is known of an instance means to those who follow its project. */
final class StatusEvents {
  private static final int NAMED = 3;

  private final InstanceEvents events;

  StatusEvents(InstanceEvents events) {
    this.events = events;
  }

  void joined() {
    events.happened(EventKind.JOINED, 0, null, null);
  }

  void left() {
    events.happened(EventKind.LEFT, 0, null, null);
  }

  /** What runs on the home is in trouble, and was not before. */
  void crashed(long revision, String what) {
    events.happened(EventKind.FAILED, revision, null, what);
  }

  /** An outcome made this of that. */
  void changed(Status before, Status after, Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      var changes = applied.actions().changes();
      events.happened(
          EventKind.APPLIED,
          applied.revision(),
          null,
          changes.addedCount()
              + " new, "
              + changes.modifiedCount()
              + " modified, "
              + changes.deletedCount()
              + " deleted; asked for: "
              + applied.actions().reaction());
    }
    boolean isNew =
        after.state() != before.state() || after.wantedRevision() != before.wantedRevision();
    if (isNew && after.state() == InstanceState.HELD) {
      events.happened(EventKind.HELD, after.wantedRevision(), null, after.error());
    } else if (isNew
        && (after.state() == InstanceState.FAILED || after.state() == InstanceState.DAMAGED)) {
      events.happened(EventKind.FAILED, after.wantedRevision(), null, after.error());
    }
    if (!after.drifted().isEmpty() && !after.drifted().equals(before.drifted())) {
      events.happened(EventKind.DRIFTED, after.appliedRevision(), null, named(after));
    }
  }

  private static String named(Status status) {
    String first =
        status.drifted().stream()
            .limit(NAMED)
            .map(ConfigPath::toString)
            .collect(Collectors.joining(", "));
    int more = status.drifted().size() - NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
