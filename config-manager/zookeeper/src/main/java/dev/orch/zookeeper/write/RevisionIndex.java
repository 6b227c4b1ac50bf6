package dev.orch.zookeeper.write;

import dev.orch.zookeeper.codec.RevisionIndexDocument;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** Stores what a turn knew of all revisions when it ended. */
final class RevisionIndex {
  private RevisionIndex() {}

  /**
   * Sends it and does not wait. Nothing depends on it: an index that was not left, or not by the
   * turn before, is not believed, and a late copy fails at the fence.
   */
  static void leave(
      Writer writer, Fence fence, ProjectLayout project, RevisionIndexDocument index) {
    List<Op> ops = fence.checks();
    ops.add(Op.setData(project.revisions(), index.write(), -1));
    CompletableFuture<List<OpResult>> sent = Requests.multi(writer.zk(), ops);
    var unused =
        sent.exceptionally(
            failure -> {
              log().log(System.Logger.Level.DEBUG, "the next writer reads every revision", failure);
              return List.of();
            });
  }

  // Asked for when there is something to say: a short command has nothing.
  private static System.Logger log() {
    return System.getLogger(RevisionIndex.class.getName());
  }
}
