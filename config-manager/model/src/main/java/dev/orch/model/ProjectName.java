package dev.orch.model;

import java.util.Optional;

/**
 * The name of one deployment with its own configuration, for example {@code weather}.
 *
 * <p>1 to 128 ASCII letters, digits, {@code .}, {@code _} and {@code -}, beginning with a letter or
 * digit, so that it is the same in a znode path, an environment variable's value and a URL.
 */
public record ProjectName(String value) implements Comparable<ProjectName> {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when the name is not legal
   */
  public ProjectName {
    PlainName.check("project name", value);
  }

  /** What is wrong with this as a project name, or nothing. */
  public static Optional<String> problem(String name) {
    return PlainName.problem("project name", name);
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof ProjectName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(ProjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
