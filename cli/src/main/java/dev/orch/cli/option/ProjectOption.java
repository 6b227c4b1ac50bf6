package dev.orch.cli.option;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.Setting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which project. */
public final class ProjectOption {
  /** What is brought somewhere without any project belongs to this one. */
  public static final ProjectName LOCAL = new ProjectName("local");

  @Option(
      names = {"-p", "--project"},
      paramLabel = "NAME",
      description = "The project. Otherwise ORCH_PROJECT.")
  @Nullable ProjectName project;

  /** The project, if it is said anywhere. */
  public Optional<ProjectName> find(CliSettings settings) {
    return settings.value(project, Setting.PROJECT, ProjectName::new);
  }

  /** As if this one had been said on the command line. */
  public void set(ProjectName name) {
    project = name;
  }

  /** Whether it is said on the command line. */
  public boolean isGiven() {
    return project != null;
  }

  /**
   * The project.
   *
   * @throws UsageException when it is said nowhere
   */
  public ProjectName require(CliSettings settings) {
    return find(settings)
        .orElseThrow(
            () ->
                new UsageException(
                    "nothing says which project", "Give --project NAME, or set ORCH_PROJECT."));
  }
}
