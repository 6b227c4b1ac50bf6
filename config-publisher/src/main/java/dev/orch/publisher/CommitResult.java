package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.StorageUse;
import dev.orch.publisher.plan.Plan;
import java.time.Duration;
import java.util.List;

/** What came of a publish, a rollback or a clear. */
public sealed interface CommitResult {
  /** Which project it was about. */
  ProjectName project();

  /** What the user should know although nothing failed; one line each. */
  List<String> warnings();

  /** How long it took, from the first look at the store. */
  Duration took();

  /**
   * Nothing differed and nothing was written.
   *
   * @param revision the number of the live revision; 0 if there is none
   */
  record Unchanged(ProjectName project, long revision, List<String> warnings, Duration took)
      implements CommitResult {
    public Unchanged {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It was a dry run, and nothing was written; the real one would have been let through.
   *
   * @param use what the project holds, and roughly what would be added
   */
  record WouldCommit(Plan plan, StorageUse use, List<String> warnings, Duration took)
      implements CommitResult {
    public WouldCommit {
      warnings = List.copyOf(warnings);
    }

    @Override
    public ProjectName project() {
      return plan.project();
    }
  }

  /**
   * A new revision is live.
   *
   * @param plan what it changed
   * @param bytesHeld what the project holds in the store now
   */
  record Committed(
      RevisionInfo revision, Plan plan, long bytesHeld, List<String> warnings, Duration took)
      implements CommitResult {
    public Committed {
      warnings = List.copyOf(warnings);
    }

    @Override
    public ProjectName project() {
      return plan.project();
    }
  }
}
