package dev.orch.robustness.history;

import dev.orch.robustness.history.Operation.Prune;
import java.util.List;

/** Which revisions may have been taken away, and when at the earliest. */
final class Retention {
  private final List<Prune> prunes;
  private final Owners owners;

  Retention(History history, Owners owners) {
    this.prunes = history.of(Prune.class).toList();
    this.owners = owners;
  }

  /** Whether a prune that began before this time took it, or broke off and may have. */
  boolean mayBeGone(long number, long time) {
    return prunes.stream()
        .filter(prune -> prune.call().invoked() < time)
        .anyMatch(prune -> mayHaveTaken(prune, number));
  }

  private boolean mayHaveTaken(Prune prune, long number) {
    return prune
        .victims()
        .map(victims -> victims.contains(number))
        .orElseGet(() -> isBeyond(prune, number));
  }

  /** Whether as many younger revisions as it keeps can have been there when it ended. */
  boolean isBeyond(Prune prune, long number) {
    return number + prune.keep() <= owners.highestBefore(prune.call().returned());
  }
}
