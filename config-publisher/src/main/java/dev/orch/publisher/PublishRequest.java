package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.plan.PlanPin;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.DesiredTree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree that shall become live.
 *
 * @param tree as it was scanned; what it was limited to, the publish is limited to
 * @param history what version control knows of the tree
 * @param allowed which guards to leave out
 * @param repair whether every published byte of the components in question is read and compared
 *     with its digest first, and those that are damaged are written anew
 * @param pin the plan that is to come out, or it is refused; null if any may
 */
public record PublishRequest(
    ProjectName project,
    DesiredTree tree,
    SourceHistory history,
    Set<Allowance> allowed,
    boolean repair,
    CommitOptions options,
    @Nullable PlanPin pin) {
  /**
   * Checks that the parts go together.
   *
   * @throws IllegalArgumentException when the plan is of another project, or is to be carried out
   *     together with repairs, which are in no plan
   */
  public PublishRequest {
    allowed = Set.copyOf(allowed);
    if (pin != null && (repair || !pin.project().equals(project))) {
      throw new IllegalArgumentException(
          "expected a plan of project "
              + project
              + " and no repair, found one of "
              + pin.project());
    }
  }

  /** Whatever comes out. */
  public PublishRequest(
      ProjectName project,
      DesiredTree tree,
      SourceHistory history,
      Set<Allowance> allowed,
      boolean repair,
      CommitOptions options) {
    this(project, tree, history, allowed, repair, options, null);
  }

  /** Whatever comes out, without repair. */
  public PublishRequest(
      ProjectName project,
      DesiredTree tree,
      SourceHistory history,
      Set<Allowance> allowed,
      CommitOptions options) {
    this(project, tree, history, allowed, false, options);
  }

  /** The same, but only if just this plan comes out. */
  public PublishRequest pinnedTo(PlanPin planned) {
    return new PublishRequest(project, tree, history, allowed, repair, options, planned);
  }

  void requirePinned(LiveProject live) {
    if (pin != null) {
      pin.requireUnmoved(live.projectId(), live.revision(), tree);
    }
  }
}
