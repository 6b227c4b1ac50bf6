package dev.orch.robustness.history;

import dev.orch.robustness.history.Operation.Defect;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a history keeps orch's promises. It uses what general checkers of linearizability cannot:
 * revisions are numbered, each names the one before it, and each carries the id of its write. So
 * the order of all commits is known, and what is left is to compare it with the order in time and
 * with what was read.
 */
public final class HistoryChecker {
  private HistoryChecker() {}

  /** Everything that breaks a promise, one line each; empty when nothing does. */
  public static List<String> violations(History history) {
    List<String> violations = new ArrayList<>();
    history.of(Defect.class).forEach(defect -> violations.add("unexpected: " + defect));
    Owners owners = Owners.of(history, violations);
    Retention retention = new Retention(history, owners);
    new WriteRules(history, owners, retention, violations).check();
    new ReadRules(history, owners, retention, violations).check();
    return violations;
  }
}
