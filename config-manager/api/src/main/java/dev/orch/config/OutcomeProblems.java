package dev.orch.config;

import dev.orch.engine.Outcome;
import dev.orch.engine.Outcome.Absent;
import dev.orch.engine.Outcome.Applied;
import dev.orch.engine.Outcome.Cleared;
import dev.orch.engine.Outcome.Damaged;
import dev.orch.engine.Outcome.Failed;
import dev.orch.engine.Outcome.Held;
import dev.orch.engine.Outcome.Removed;
import dev.orch.engine.Outcome.SourceUnavailable;
import dev.orch.engine.Outcome.UpToDate;
import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import java.util.Optional;

/** What an outcome means for someone who wants the newest configuration. */
final class OutcomeProblems {
  private final ProjectName project;
  private final ComponentName component;

  OutcomeProblems(ProjectName project, ComponentName component) {
    this.project = project;
    this.component = component;
  }

  /** Nothing when the home holds what is published. */
  Optional<OrchException> of(Outcome outcome) {
    // A chain, because switches over types are not in Java 17.
    if (outcome instanceof UpToDate || outcome instanceof Applied) {
      return Optional.empty();
    }
    if (outcome instanceof SourceUnavailable unavailable) {
      return Optional.of(
          new StoreUnavailableException(
              unavailable.reason(),
              "See that the store runs and can be reached; the manager tries again by itself.",
              null));
    }
    return Optional.of(new ConfigurationException(message(outcome), advice(outcome), null));
  }

  private String message(Outcome outcome) {
    if (outcome instanceof Held held) {
      return what(held.revision())
          + " is held: "
          + held.reason()
          + (held.paths().isEmpty() ? "" : " " + held.paths());
    }
    if (outcome instanceof Failed failed) {
      return what(failed.revision()) + " could not be put in place: " + failed.reason();
    }
    if (outcome instanceof Damaged damaged) {
      return "the home of " + component + " is damaged: " + damaged.reason();
    }
    if (outcome instanceof Removed removed) {
      return component
          + " is not in project "
          + project
          + " any more since revision "
          + removed.revision();
    }
    if (outcome instanceof Cleared cleared) {
      return "project " + project + " was cleared by revision " + cleared.revision();
    }
    return "nothing is published for " + component + " in project " + project;
  }

  private String what(long revision) {
    return (revision == 0 ? "what is published" : "revision " + revision) + " for " + component;
  }

  private String advice(Outcome outcome) {
    if (outcome instanceof Absent || outcome instanceof Removed || outcome instanceof Cleared) {
      return "Publish a tree that has " + component + ": orch publish DIR --project " + project;
    }
    return "See what is said; publish a mended tree, or mend the home and: orch retry";
  }
}
