package dev.orch.model;

import java.util.Optional;

/**
 * The name of one running copy of a component, unique within the component.
 *
 * <p>1 to 128 ASCII letters, digits, {@code .}, {@code _} and {@code -}, beginning with a letter or
 * digit, so that it is the same in a znode path, an environment variable's value and a URL.
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when the name is not legal
   */
  public InstanceId {
    PlainName.check("instance id", value);
  }

  /** What is wrong with this as a instance id, or nothing. */
  public static Optional<String> problem(String name) {
    return PlainName.problem("instance id", name);
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof InstanceId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
