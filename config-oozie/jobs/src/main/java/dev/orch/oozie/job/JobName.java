package dev.orch.oozie.job;

import dev.orch.model.path.ConfigPath;

/**
 * A job's name within its component: the path of its directory below the component's home, {@code
 * .} for the home itself. Not the name by which Oozie lists it, which stands in its definition.
 */
public record JobName(String value) implements Comparable<JobName> {
  /** A component that is one job. */
  public static final JobName WHOLE = new JobName(".");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it is neither {@code .} nor a path
   */
  public JobName {
    if (!value.equals(".")) {
      value = new ConfigPath(value).value();
    }
  }

  @Override
  public int compareTo(JobName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
