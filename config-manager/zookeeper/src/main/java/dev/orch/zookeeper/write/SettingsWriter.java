package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;

/** Changes the settings of a project, under the fence. Repeating it changes nothing more. */
final class SettingsWriter {
  private final Writer writer;
  private final Fence fence;
  private final String path;

  SettingsWriter(Writer writer, Fence fence, ProjectLayout project) {
    this.writer = writer;
    this.fence = fence;
    this.path = project.settings();
  }

  void write(byte[] data, boolean isThere) throws InterruptedException {
    boolean exists = isThere;
    Deadline deadline = writer.connection().requestDeadline();
    while (true) {
      List<Op> ops = fence.checks();
      ops.add(
          exists
              ? Op.setData(path, data, -1)
              : Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
      try {
        MultiResult.Failure failure =
            MultiResult.failure(writer.await(Requests.multi(writer.zk(), ops), deadline))
                .orElse(null);
        if (failure == null) {
          return;
        }
        // It is there if the reply to the first attempt got lost.
        if (exists || failure.index() != Fence.CHECKS || failure.code() != Code.NODEEXISTS) {
          throw writer.refused(failure, ops);
        }
        exists = true;
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        writer.awaitReconnected(deadline);
      }
    }
  }
}
