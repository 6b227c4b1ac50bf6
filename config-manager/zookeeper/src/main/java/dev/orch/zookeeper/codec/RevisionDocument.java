package dev.orch.zookeeper.codec;

import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.layout.RevisionName;

/**
 * What the znode of a revision holds, in the three states that it goes through.
 *
 * <pre>
 * {"format":1,"state":"writing"}
 * {"format":1,"state":"committed","kind":"publish","parent":11,"author":"alice","host":"build7",
 *  "message":"…","publishedAt":"2026-11-20T12:00:00Z","source":"git:3fa9…","dirty":true,
 *  "bytesAdded":4711,"components":{all of them}}
 * {"format":1,"state":"pruned","bytesHeld":1234,"referenced":3}
 * </pre>
 */
public sealed interface RevisionDocument {
  /** An attempt; if its writer is dead, it will be swept. */
  record Writing() implements RevisionDocument {}

  /** It was or is live. */
  record Committed(RevisionInfo info) implements RevisionDocument {}

  /**
   * Nothing can go back to it any more; what newer revisions refer to is still there.
   *
   * @param bytesHeld how many bytes of znode data are left
   * @param referenced how many places in it were referred to when it was last swept; below zero
   *     when the sweep did not come to its end
   */
  record Pruned(long bytesHeld, long referenced) implements RevisionDocument {}

  /** As it is stored. */
  default byte[] write() {
    return RevisionCodec.write(this);
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything else
   */
  static RevisionDocument read(String place, RevisionName name, byte[] bytes) {
    return new RevisionCodec().read(place, name, bytes);
  }
}
