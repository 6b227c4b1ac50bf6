package dev.orch.publisher.guard;

import dev.orch.model.RefusedException;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.settings.ByteSize;
import dev.orch.publisher.plan.ComponentFate;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects every guard that trips, so that all are told at once. */
public final class Guards {
  /** The option that raises a project's limit. */
  public static final String LIMIT_OPTION = "--project-limit";

  private final Set<Allowance> allowed;
  private final List<String> tripped = new ArrayList<>();
  private final Set<String> options = new LinkedHashSet<>();

  /** With what the user allowed. */
  public Guards(Set<Allowance> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** A tree without a single file. */
  public void emptyTree(String location) {
    trip(Allowance.EMPTY, "the tree " + location + " has no file");
  }

  /** Components that the plan takes away, or most of whose files it does. */
  public void removals(Plan plan) {
    for (ComponentPlan component : plan.components().values()) {
      if (component.losesMost()) {
        trip(Allowance.REMOVALS, removal(component));
      }
    }
  }

  private static String removal(ComponentPlan plan) {
    int files = plan.before().manifest().files().size();
    return plan.fate() == ComponentFate.REMOVED
        ? "component " + plan.component() + " would be removed, " + files + " files"
        : String.format(
            "%d of %d files of component %s would be removed",
            plan.changes().deletedCount(), files, plan.component());
  }

  /** A checkout that is an ancestor of what is published. */
  public void staleCheckout(SourceCommit checkout, SourceCommit published) {
    trip(
        Allowance.STALE,
        "the checkout is of " + checkout.id() + ", an ancestor of the published " + published.id());
  }

  /** A project that would hold more than its limit, in bytes. */
  public void projectLimit(StorageUse use, long limit) {
    if (use.added() > 0 && use.afterwards() > limit) {
      tripped.add(
          String.format(
              "the project would hold %s (%s now, %s more), its limit is %s",
              ByteSize.format(use.afterwards()),
              ByteSize.format(use.held()),
              ByteSize.format(use.added()),
              ByteSize.format(limit)));
      options.add(LIMIT_OPTION);
    }
  }

  /** Whether any tripped. */
  public boolean anyTripped() {
    return !tripped.isEmpty();
  }

  private void trip(Allowance allowance, String what) {
    if (!allowed.contains(allowance)) {
      tripped.add(what);
      options.add(allowance.option());
    }
  }

  /**
   * Ends what must not go on.
   *
   * @throws RefusedException naming every guard that tripped, and the options that allow it
   */
  public void refuseIfTripped() {
    if (!tripped.isEmpty()) {
      throw new RefusedException(
          "refused: " + String.join("; ", tripped),
          "If that is meant, allow it with " + String.join(" ", options) + ".");
    }
  }
}
