package dev.orch.model.revision;

import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import java.io.IOException;

/**
 * The right to write one project: its lock is held and its fence taken. A session that lost either
 * can write nothing any more; every method then throws {@link dev.orch.model.RefusedException}.
 *
 * <p>Used by one thread.
 */
public interface WriteSession extends AutoCloseable {
  /** The head that this session's writes are made upon; after a commit, the one it made. */
  Head head();

  /**
   * The live state of a layer of a component.
   *
   * @throws IllegalArgumentException when head does not have it
   * @throws dev.orch.model.CorruptDataException when what is stored is not what head says
   */
  FileTree tree(LayerName layer) throws InterruptedException;

  /** What the commit would cost, without writing anything. */
  StorageUse estimate(Commit commit) throws InterruptedException;

  /**
   * Makes a new revision live, for all its components together, or changes nothing.
   *
   * @throws IOException when the desired tree cannot be read any more; nothing is live
   * @throws dev.orch.model.RefusedException when another writer took over, or the revision to go
   *     back to is gone; nothing is live
   * @throws dev.orch.model.StoreUnavailableException when the store was lost before the commit, and
   *     it is certain that nothing is live
   * @throws dev.orch.model.OutcomeUnknownException when that is not certain
   */
  RevisionInfo commit(Commit commit, CommitProgress progress)
      throws IOException, InterruptedException;

  /**
   * Takes away all but the newest {@code keep} revisions, and what dead writers left. What head or
   * a kept revision refers to stays.
   *
   * @param keep 1 or more; the live revision counts
   */
  PruneResult prune(int keep) throws InterruptedException;

  /**
   * Prunes, as {@link #prune} does, and closes the session, without waiting for the one before the
   * other where that can be. What could not be pruned is left to the next writer.
   *
   * @param keep 1 or more; the live revision counts
   */
  default PruneResult pruneAndClose(int keep) throws InterruptedException {
    try {
      return prune(keep);
    } finally {
      close();
    }
  }

  /** What is set for all writers of the project, this session's own changes included. */
  ProjectSettings settings() throws InterruptedException;

  /** Sets it for all writers of the project. */
  void configure(ProjectSettings settings) throws InterruptedException;

  /** Gives the lock back. */
  @Override
  void close();
}
