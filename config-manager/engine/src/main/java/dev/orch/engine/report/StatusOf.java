package dev.orch.engine.report;

import dev.orch.engine.Outcome;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.model.OrchException;
import dev.orch.model.instance.InstanceState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an outcome says of the instance, given what was known before. */
final class StatusOf {
  private final AppliedLookup applied;

  StatusOf(AppliedLookup applied) {
    this.applied = applied;
  }

  Status outcome(Status before, Outcome outcome) {
    if (outcome instanceof Outcome.UpToDate upToDate) {
      return new Status(
          InstanceState.APPLIED,
          upToDate.revision(),
          upToDate.digest(),
          upToDate.revision(),
          upToDate.drifted(),
          null);
    }
    if (outcome instanceof Outcome.Applied done) {
      return new Status(
          InstanceState.APPLIED,
          done.revision(),
          done.digest(),
          done.revision(),
          done.drifted(),
          gaveWay(done.kept()).orElse(null));
    }
    if (outcome instanceof Outcome.Damaged damaged) {
      return before.running(0, null).with(InstanceState.DAMAGED, damaged.reason());
    }
    return unchanged(inPlace(before), outcome);
  }

  /** For the outcomes that leave the home as it is. */
  private static Status unchanged(Status now, Outcome outcome) {
    if (outcome instanceof Outcome.Held held) {
      return now.wanting(held.revision() > 0 ? held.revision() : now.wantedRevision())
          .with(InstanceState.HELD, reason(held));
    }
    if (outcome instanceof Outcome.UnderWay underWay) {
      return now.wanting(underWay.revision()).with(InstanceState.APPLYING, underWay.reason());
    }
    if (outcome instanceof Outcome.Failed failed) {
      return now.wanting(failed.revision()).with(InstanceState.FAILED, failed.reason());
    }
    if (outcome instanceof Outcome.Removed removed) {
      return now.wanting(removed.revision()).with(InstanceState.REMOVED, null);
    }
    if (outcome instanceof Outcome.Cleared cleared) {
      return now.wanting(cleared.revision()).with(InstanceState.CLEARED, null);
    }
    if (outcome instanceof Outcome.SourceUnavailable away) {
      return now.with(whileAway(now, away), away.reason()).drifting(away.drifted());
    }
    return now.with(InstanceState.STARTING, "nothing is published for this component yet");
  }

  private static InstanceState whileAway(Status now, Outcome.SourceUnavailable away) {
    boolean undecided =
        now.state() == InstanceState.STARTING || now.state() == InstanceState.APPLYING;
    return undecided && away.homeComplete() ? InstanceState.APPLIED : now.state();
  }

  private static String reason(Outcome.Held held) {
    return held.paths().isEmpty()
        ? held.reason()
        : held.reason()
            + ": "
            + held.paths().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static Optional<String> gaveWay(List<String> kept) {
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "files changed by others had to give way, kept at " + String.join(", ", kept));
  }

  /** Asked anew, since an apply that was interrupted may have been taken back. */
  private Status inPlace(Status before) {
    try {
      Optional<Applied> state = applied.look();
      return before.running(
          state.map(Applied::revision).orElse(0L), state.map(Applied::digest).orElse(null));
    } catch (OrchException | IOException e) {
      // The outcome itself says what is wrong with the home.
      return before.running(0, null);
    }
  }
}
