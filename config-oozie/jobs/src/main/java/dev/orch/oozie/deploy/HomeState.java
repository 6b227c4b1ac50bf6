package dev.orch.oozie.deploy;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a component of jobs as a whole.
 *
 * @param seen the project that the home follows; null if it follows none
 * @param applied what all its jobs were last brought to; null if nothing yet
 */
public record HomeState(@Nullable Seen seen, @Nullable Applied applied) {
  /** Nothing is known. */
  public static final HomeState NEW = new HomeState(null, null);

  /**
   * A project and how far it had come.
   *
   * @param projectId its id
   * @param component that the home holds
   * @param revision the highest number ever seen
   */
  public record Seen(String projectId, ComponentName component, long revision) {}

  /**
   * A state of the component.
   *
   * @param revision its number; 0 where it came from a directory
   */
  public record Applied(long revision, Digest digest) {}

  /** The same, with this project. */
  public HomeState seen(Seen next) {
    return new HomeState(next, applied);
  }

  /** The same, brought to this. */
  public HomeState applied(@Nullable Applied next) {
    return new HomeState(seen, next);
  }
}
