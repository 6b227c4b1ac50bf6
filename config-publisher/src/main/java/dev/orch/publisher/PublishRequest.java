package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.DesiredTree;
import java.util.Set;

/**
 * A tree that shall become live.
 *
 * @param tree as it was scanned; what it was limited to, the publish is limited to
 * @param history what version control knows of the tree
 * @param allowed which guards to leave out
 * @param repair whether every published byte of the components in question is read and compared
 *     with its digest first, and those that are damaged are written anew
 */
public record PublishRequest(
    ProjectName project,
    DesiredTree tree,
    SourceHistory history,
    Set<Allowance> allowed,
    boolean repair,
    CommitOptions options) {
  public PublishRequest {
    allowed = Set.copyOf(allowed);
  }

  /** Without repair. */
  public PublishRequest(
      ProjectName project,
      DesiredTree tree,
      SourceHistory history,
      Set<Allowance> allowed,
      CommitOptions options) {
    this(project, tree, history, allowed, false, options);
  }
}
