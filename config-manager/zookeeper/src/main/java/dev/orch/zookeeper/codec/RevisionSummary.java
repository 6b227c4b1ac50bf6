package dev.orch.zookeeper.codec;

import dev.orch.model.revision.RevisionKind;
import dev.orch.zookeeper.layout.RevisionName;

/**
 * As much of a revision's znode as a writer needs to know of all of them.
 *
 * @param version of its data
 */
public record RevisionSummary(RevisionName name, int version, State state) {

  /** Where it is in its life, see {@link RevisionDocument}. */
  public sealed interface State {}

  /** An attempt that was not committed. */
  public record Writing() implements State {}

  /**
   * It was or is live.
   *
   * @param bytesAdded how many bytes it brought, files and manifests
   */
  public record Committed(RevisionKind kind, long bytesAdded) implements State {}

  /**
   * Nothing can go back to it.
   *
   * @param bytesHeld how many bytes are left in it
   * @param referenced as in {@link RevisionDocument.Pruned}
   */
  public record Pruned(long bytesHeld, long referenced) implements State {}

  /** Of a znode with this document. */
  public static RevisionSummary of(RevisionName name, int version, RevisionDocument document) {
    return new RevisionSummary(name, version, stateOf(document));
  }

  private static State stateOf(RevisionDocument document) {
    if (document instanceof RevisionDocument.Committed committed) {
      return new Committed(committed.info().kind(), committed.info().bytesAdded());
    }
    return document instanceof RevisionDocument.Pruned pruned
        ? new Pruned(pruned.bytesHeld(), pruned.referenced())
        : new Writing();
  }

  /** How many bytes are in it; an attempt's are not counted. */
  public long bytesHeld() {
    if (state instanceof Committed committed) {
      return committed.bytesAdded();
    }
    return state instanceof Pruned pruned ? pruned.bytesHeld() : 0;
  }
}
