package dev.orch.model;

import java.util.Optional;

/**
 * The name of one kind of program in a project, for example {@code file-mgr}. Names that begin with
 * {@code _} or {@code .} or contain {@code @} are reserved.
 *
 * <p>1 to 128 ASCII letters, digits, {@code .}, {@code _} and {@code -}, beginning with a letter or
 * digit, so that it is the same in a znode path, an environment variable's value and a URL.
 */
public record ComponentName(String value) implements Comparable<ComponentName> {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when the name is not legal
   */
  public ComponentName {
    PlainName.check("component name", value);
  }

  /** What is wrong with this as a component name, or nothing. */
  public static Optional<String> problem(String name) {
    return PlainName.problem("component name", name);
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(ComponentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
