package dev.orch.cli.option;

import dev.orch.cli.invocation.UsageException;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which state of a project. */
public final class RevisionOption {
  @Option(
      names = {"-r", "--revision"},
      paramLabel = "R",
      description = "As it was in this revision; as it is live unless given.")
  @Nullable Long revision;

  /**
   * The state.
   *
   * @throws UsageException when there is no such project, or it keeps no such revision
   */
  public RevisionState state(RevisionStore store, ProjectName project) throws InterruptedException {
    return state(store, project, revision);
  }

  /**
   * The state of this revision.
   *
   * @param revision null for what is live
   * @throws UsageException when there is no such project, or it keeps no such revision
   */
  public static RevisionState state(
      RevisionStore store, ProjectName project, @Nullable Long revision)
      throws InterruptedException {
    var head = Known.project(store, project);
    if (revision == null || revision == head.revision()) {
      return new RevisionState(head.revision(), head.components());
    }
    RevisionInfo kept = kept(store, project, revision);
    return new RevisionState(kept.number(), kept.components());
  }

  /**
   * What history says of a revision.
   *
   * @throws UsageException when it is not kept
   */
  public static RevisionInfo kept(RevisionStore store, ProjectName project, long revision)
      throws InterruptedException {
    return store
        .revision(project, revision)
        .orElseThrow(
            () ->
                new UsageException(
                    "project " + project + " does not keep a revision " + revision,
                    "See which it keeps with: orch history --project " + project));
  }
}
