package dev.orch.cli.oozie;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.publisher.validate.ComponentCheck;
import java.io.IOException;
import java.util.List;

/** Whether a component that asks for Oozie makes jobs of all its files. */
public final class JobsCheck implements ComponentCheck {
  @Override
  public List<Problem> problems(FileTree tree) throws IOException, InterruptedException {
    if (!isOfJobs(tree)) {
      return List.of();
    }
    try {
      JobSet.read(tree);
      return List.of();
    } catch (InvalidInputException e) {
      return e.problems();
    }
  }

  /** Whether a component asks for Oozie. */
  public static boolean isOfJobs(FileTree tree) {
    // A constant: the compiler copies it, and no class of the jobs is loaded to ask.
    return tree.manifest().spec().trigger().equals(OozieSettings.TRIGGER);
  }
}
