package dev.orch.engine.fs;

import dev.orch.model.path.ConfigPath;

/**
 * A place below a directory, orch's own files included: names separated by {@code /}; the directory
 * itself is the empty text.
 */
public record Place(String value) {
  /** The directory itself. */
  public static final Place ROOT = new Place("");

  /** Where a component's file lies in its home. */
  public static Place of(ConfigPath path) {
    return new Place(path.value());
  }

  /** A place directly below this one. */
  public Place child(String name) {
    return new Place(value.isEmpty() ? name : value + "/" + name);
  }

  /** A place below this one. */
  public Place child(ConfigPath path) {
    return child(path.value());
  }

  /** Whether this is the directory itself. */
  public boolean isRoot() {
    return value.isEmpty();
  }

  /** The directory that it lies in; of {@link #ROOT}, itself. */
  public Place parent() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? ROOT : new Place(value.substring(0, slash));
  }

  /** The last name. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** Whether the other is this place or lies below it. */
  public boolean contains(Place other) {
    int length = value.length();
    return isRoot()
        || (other.value.startsWith(value)
            && (other.value.length() == length || other.value.charAt(length) == '/'));
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof Place that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
