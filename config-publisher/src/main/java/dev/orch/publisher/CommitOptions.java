package dev.orch.publisher;

import dev.orch.model.RefusedException;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.RolloutChoice;
import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.provenance.Author;
import org.jspecify.annotations.Nullable;

/**
 * What a publish, a rollback and a clear have in common.
 *
 * @param message why; may be empty
 * @param expectedRevision the number that must be live, or it is refused; null if any may be
 * @param dryRun whether to do everything but write
 * @param rollout how it goes out to the instances
 */
public record CommitOptions(
    Author author,
    String message,
    @Nullable Long expectedRevision,
    boolean dryRun,
    RolloutChoice rollout) {
  /** Going out as the components say. */
  public CommitOptions(
      Author author, String message, @Nullable Long expectedRevision, boolean dryRun) {
    this(author, message, expectedRevision, dryRun, RolloutChoice.AS_SPECIFIED);
  }

  /** Writes upon whatever is live. */
  public static CommitOptions of(Author author, String message) {
    return new CommitOptions(author, message, null, false);
  }

  /** The same, going out like this. */
  public CommitOptions rollingOut(RolloutChoice choice) {
    return new CommitOptions(author, message, expectedRevision, dryRun, choice);
  }

  /** Who, from where and why; from this commit, if it comes from one. */
  Authorship authorship(@Nullable SourceCommit source) {
    return new Authorship(author.user(), author.host(), message, source);
  }

  void requireExpected(long liveRevision) {
    if (expectedRevision != null && expectedRevision != liveRevision) {
      throw new RefusedException(
          "expected revision " + expectedRevision + " to be live, found " + liveRevision,
          "Look at what changed with orch history and orch plan, then try again.");
    }
  }
}
