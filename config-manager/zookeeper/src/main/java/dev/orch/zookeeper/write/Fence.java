package dev.orch.zookeeper.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.Op;

/**
 * What every transaction of a writer begins with: two checks that fail as soon as another writer
 * took over, or head is not the one that the writer saw.
 *
 * @param writerVersion of {@code writer}, as this writer's turn made it
 * @param headVersion of head, as this writer read or made it
 */
record Fence(String writerPath, int writerVersion, String headPath, int headVersion) {
  /** How many operations the checks are. */
  static final int CHECKS = 2;

  /** The checks, in a list that can be added to. */
  List<Op> checks() {
    List<Op> ops = new ArrayList<>();
    ops.add(Op.check(writerPath, writerVersion));
    ops.add(Op.check(headPath, headVersion));
    return ops;
  }

  Fence withHead(int newHeadVersion) {
    return new Fence(writerPath, writerVersion, headPath, newHeadVersion);
  }

  Fence withWriter(int newWriterVersion) {
    return new Fence(writerPath, newWriterVersion, headPath, headVersion);
  }
}
