package dev.orch.model.revision;

import java.util.List;

/**
 * What pruning took away.
 *
 * @param revisions numbers of the revisions that cannot be gone back to any more
 * @param abandonedAttempts how many attempts of dead writers were swept
 * @param znodesDeleted how many znodes that were
 * @param bytesHeld how many bytes all revisions hold afterwards
 */
public record PruneResult(
    List<Long> revisions, int abandonedAttempts, long znodesDeleted, long bytesHeld) {
  public PruneResult {
    revisions = List.copyOf(revisions);
  }
}
