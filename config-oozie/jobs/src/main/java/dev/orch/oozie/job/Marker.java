package dev.orch.oozie.job;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import java.util.Map;
import java.util.Optional;

/**
 * What orch writes into the properties of its jobs, so that it knows them again by nothing else.
 *
 * @param digest of the job's files and properties, see {@link Job#digest()}
 */
public record Marker(ProjectName project, ComponentName component, JobName job, Digest digest) {
  /** The property that holds it. */
  public static final String PROPERTY = "orch.job";

  /**
   * The marker among a job's properties; nothing if there is none that this version understands.
   */
  public static Optional<Marker> in(Map<String, String> configuration) {
    String text = configuration.get(PROPERTY);
    return text == null ? Optional.empty() : parse(text);
  }

  private static Optional<Marker> parse(String text) {
    int at = text.lastIndexOf('@');
    String[] names = text.substring(0, Math.max(at, 0)).split("/", 3);
    if (names.length < 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Marker(
              new ProjectName(names[0]),
              new ComponentName(names[1]),
              new JobName(names[2]),
              Digest.parse(text.substring(at + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether both mean the same job, in whatever state. */
  public boolean isOf(ProjectName otherProject, ComponentName otherComponent, JobName otherJob) {
    return project.equals(otherProject) && component.equals(otherComponent) && job.equals(otherJob);
  }

  /** {@code project/component/job@digest}; no name but the job's holds a slash. */
  @Override
  public String toString() {
    return project + "/" + component + "/" + job + "@" + digest.hex();
  }
}
