package dev.orch.model.revision;

import org.jspecify.annotations.Nullable;

/**
 * What every writer of a project goes by, whoever it is.
 *
 * @param retention how many revisions are kept, the live one included; null if each writer decides
 */
public record ProjectSettings(@Nullable Integer retention) {
  /** Nothing is set. */
  public static final ProjectSettings NONE = new ProjectSettings(null);

  /** The most revisions that can be kept; as many can still be listed in one answer. */
  public static final int MAX_RETENTION = 10_000;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException when it is below 1 or above {@link #MAX_RETENTION}
   */
  public ProjectSettings {
    if (retention != null && (retention < 1 || retention > MAX_RETENTION)) {
      throw new IllegalArgumentException(
          "expected a retention from 1 to " + MAX_RETENTION + ", found " + retention);
    }
  }
}
