package dev.orch.cli.oozie;

import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.Invocation;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.definition.DefinitionChecks;
import dev.orch.oozie.definition.DefinitionSchemas;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.publisher.validate.ComponentCheck;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a component that asks for Oozie makes jobs of all its files, and whether Oozie could run
 * them, as far as that shows here.
 */
public final class JobsCheck implements ComponentCheck {
  private final Invocation invocation;
  private @Nullable DefinitionSchemas schemas;

  /** With the schemas of this call's installation, from when a component first needs them. */
  public JobsCheck(Invocation invocation) {
    // No supplier: to make one would load the type that it gives.
    this.invocation = invocation;
  }

  @Override
  public List<Problem> problems(FileTree tree, Predicate<ConfigPath> validated)
      throws IOException, InterruptedException {
    if (!isOfJobs(tree)) {
      return List.of();
    }
    JobSet jobs;
    try {
      jobs = JobSet.read(tree);
    } catch (InvalidInputException e) {
      return e.problems();
    }
    return DefinitionChecks.problems(jobs, tree, validated, schemas());
  }

  private DefinitionSchemas schemas() {
    DefinitionSchemas known = schemas;
    if (known == null) {
      known = HadoopParts.of(invocation).definitionSchemas();
      schemas = known;
    }
    return known;
  }

  /** Whether a component asks for Oozie. */
  public static boolean isOfJobs(FileTree tree) {
    // A constant: the compiler copies it, and no class of the jobs is loaded to ask.
    return tree.manifest().spec().trigger().equals(OozieSettings.TRIGGER);
  }
}
