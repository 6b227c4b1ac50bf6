package dev.orch.robustness.history;

import dev.orch.robustness.history.Operation.HistoryRead;
import dev.orch.robustness.history.Operation.Outcome;
import dev.orch.robustness.history.Operation.Prune;
import dev.orch.robustness.history.Operation.Verdict;
import dev.orch.robustness.history.Operation.Write;
import java.util.List;
import java.util.Map;

/** What must hold of commits, verdicts and prunes. */
final class WriteRules {
  private final History history;
  private final Owners owners;
  private final Retention retention;
  private final List<String> violations;

  WriteRules(History history, Owners owners, Retention retention, List<String> violations) {
    this.history = history;
    this.owners = owners;
    this.retention = retention;
    this.violations = violations;
  }

  void check() {
    numbersFollowTime();
    everyNumberHasAnOwner();
    committedIsNeverLost();
    notCommittedStaysSo();
    history.of(Prune.class).forEach(this::takesOnlyWhatIsBeyond);
  }

  /** A write that ended before another began has the lower number. */
  private void numbersFollowTime() {
    // Of the writes with higher numbers, the one that ended first; the others say less.
    Write younger = null;
    for (Map.Entry<Long, Write> owner : owners.all().descendingMap().entrySet()) {
      Write write = owner.getValue();
      if (younger != null && younger.call().endedBefore(write.call())) {
        violations.add(
            "revision "
                + owner.getKey()
                + " was asked for after a higher one was made: "
                + younger);
      }
      if (younger == null || write.call().returned() < younger.call().returned()) {
        younger = write;
      }
    }
  }

  /** Numbers rise by one: one that is missing was made by a write whose outcome is unknown. */
  private void everyNumberHasAnOwner() {
    long missing = owners.all().isEmpty() ? 0 : owners.all().lastKey() - owners.all().size();
    if (missing > owners.unresolved().size()) {
      violations.add(
          missing + " revisions below " + owners.all().lastKey() + " were made by nobody");
    }
  }

  /** What was committed before a look at the history is in it, unless it was pruned. */
  private void committedIsNeverLost() {
    history.of(HistoryRead.class).forEach(this::holdsWhatWasCommitted);
  }

  private void holdsWhatWasCommitted(HistoryRead read) {
    List<Long> kept = read.entries().stream().map(Operation.Entry::number).toList();
    owners
        .all()
        .forEach(
            (number, write) -> {
              if (write.outcome() instanceof Outcome.Committed
                  && write.call().endedBefore(read.call())
                  && !kept.contains(number)
                  && !retention.mayBeGone(number, read.call().returned())) {
                violations.add("lost: revision " + number + " by " + write);
              }
            });
  }

  /**
   * After a verdict of "not committed" nothing shows it any more, and no verdict says otherwise.
   */
  private void notCommittedStaysSo() {
    history
        .of(Verdict.class)
        .filter(verdict -> verdict.number().isEmpty())
        .forEach(
            verdict -> {
              boolean shown =
                  history
                      .of(HistoryRead.class)
                      .filter(read -> verdict.call().endedBefore(read.call()))
                      .flatMap(read -> read.entries().stream())
                      .anyMatch(entry -> entry.publishId().equals(verdict.publishId()));
              boolean contradicted =
                  history
                      .of(Verdict.class)
                      .anyMatch(
                          other ->
                              other.publishId().equals(verdict.publishId())
                                  && other.number().isPresent()
                                  && !retention.mayBeGone(
                                      other.number().getAsLong(), verdict.call().returned()));
              if (shown || contradicted) {
                violations.add("committed after all: " + verdict);
              }
            });
  }

  private void takesOnlyWhatIsBeyond(Prune prune) {
    for (long victim : prune.victims().orElse(List.of())) {
      if (!retention.isBeyond(prune, victim)) {
        violations.add("pruned although it was to be kept: revision " + victim + " by " + prune);
      }
    }
  }
}
