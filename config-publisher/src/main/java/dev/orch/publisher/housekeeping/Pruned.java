package dev.orch.publisher.housekeeping;

import dev.orch.model.ProjectName;
import java.util.List;

/**
 * What pruning took away, or would.
 *
 * @param keep how many revisions were to be kept
 * @param revisions numbers of those that cannot be gone back to any more, ascending
 * @param abandonedAttempts how many attempts of dead writers were swept; 0 if it was not done
 * @param znodesDeleted how many znodes that were; 0 if it was not done
 * @param bytesFreed how many bytes of znode data went; if it was not done, how many went at most,
 *     since what a kept revision refers to stays
 * @param bytesHeld what the project holds now
 * @param done false if it was only asked what would go
 */
public record Pruned(
    ProjectName project,
    int keep,
    List<Long> revisions,
    int abandonedAttempts,
    long znodesDeleted,
    long bytesFreed,
    long bytesHeld,
    boolean done) {
  public Pruned {
    revisions = revisions.stream().sorted().toList();
  }
}
