package dev.orch.zookeeper.write;

import dev.orch.model.revision.Head;
import dev.orch.zookeeper.codec.HeadDocument;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Repeated;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;

/**
 * Makes the znodes that must be there before anyone can write: all at once, or else each that is
 * missing, head last, so that any number of first publishers can do so at once, and one that dies
 * leaves nothing that the next cannot finish.
 */
public final class ProjectCreation {
  private static final byte[] NO_DATA = {};

  private final Connection connection;

  public ProjectCreation(Connection connection) {
    this.connection = connection;
  }

  /** Makes a project without a revision, unless it exists. */
  void ensure(ProjectLayout project, WriterDocument writer) throws InterruptedException {
    // Reading first, since a refused creation costs the servers as much as a granted one.
    if (exists(project.head())) {
      return;
    }
    byte[] writerData = writer.write();
    Head head = new Head(UUID.randomUUID().toString(), 0, false, new TreeMap<>());
    byte[] headData = new HeadDocument(head, new TreeMap<>()).write();
    if (madeAtOnce(project, writerData, headData)) {
      return;
    }
    ensurePath(project.lock());
    ensurePath(project.revisions());
    ensure(project.writer(), writerData);
    ensure(project.head(), headData);
  }

  /** One transaction, if nothing of it is there and all above it is: one sync of the disk. */
  private boolean madeAtOnce(ProjectLayout project, byte[] writerData, byte[] headData)
      throws InterruptedException {
    List<Op> ops =
        List.of(
            create(Layout.parent(project.head()), NO_DATA),
            create(project.lock(), NO_DATA),
            create(project.revisions(), NO_DATA),
            create(project.writer(), writerData),
            create(project.head(), headData));
    try {
      List<OpResult> results = Repeated.untilAnswered(connection, zk -> Requests.multi(zk, ops));
      return MultiResult.failure(results).isEmpty();
    } catch (KeeperException e) {
      throw StoreErrors.toModel(e);
    }
  }

  private static Op create(String path, byte[] data) {
    return Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  private boolean exists(String path) throws InterruptedException {
    return new Reads(connection)
        .read(path, (zk, key) -> Requests.exists(zk, key, null))
        .isPresent();
  }

  /** Makes an empty znode and all that is missing above it. */
  public void ensurePath(String path) throws InterruptedException {
    // From below, since almost always nothing or just the last is missing, and one may be
    // forbidden to look at what is far above.
    List<String> paths = Layout.withAncestors(path);
    int missing = paths.size() - 1;
    while (missing >= 0 && !tryEnsure(paths.get(missing), NO_DATA)) {
      missing--;
    }
    for (int i = missing + 1; i < paths.size(); i++) {
      ensure(paths.get(i), NO_DATA);
    }
  }

  private void ensure(String path, byte[] data) throws InterruptedException {
    if (!tryEnsure(path, data)) {
      throw StoreErrors.toModel(KeeperException.create(KeeperException.Code.NONODE, path));
    }
  }

  /** False when the parent is missing. */
  private boolean tryEnsure(String path, byte[] data) throws InterruptedException {
    try {
      String made =
          Repeated.untilAnswered(
              connection, zk -> Requests.create(zk, path, data, CreateMode.PERSISTENT));
      return made.equals(path);
    } catch (KeeperException e) {
      return switch (e.code()) {
        case NODEEXISTS -> true;
        case NONODE -> false;
        default -> throw StoreErrors.toModel(e);
      };
    }
  }
}
