package dev.orch.zookeeper.output;

import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputQuestion;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.codec.OutputDocument;
import dev.orch.zookeeper.codec.OutputDocument.State;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Repeated;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/** One who asks: writes a place into a znode of its own, and waits until the agent has answered. */
final class ZooKeeperQuestion implements OutputQuestion {
  private static final System.Logger LOG = System.getLogger(ZooKeeperQuestion.class.getName());
  private static final byte[] NO_DATA = {};

  /** Should a watch get lost. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Connection connection;
  private final Reads reads;
  private final String parent;
  private final String path;
  private final String instance;
  private final Semaphore changes = new Semaphore(0);
  private final Subscription watch;

  private ZooKeeperQuestion(Connection connection, String parent, String name, String instance) {
    this.connection = connection;
    this.reads = new Reads(connection);
    this.parent = parent;
    this.path = Layout.child(parent, name);
    this.instance = instance;
    this.watch = StandingWatch.ofTree(connection, path, changed -> true, changes::release);
  }

  static ZooKeeperQuestion begin(Connection connection, String parent, String name, String instance)
      throws InterruptedException {
    create(connection, parent, NO_DATA, CreateMode.PERSISTENT, instance);
    return new ZooKeeperQuestion(connection, parent, name, instance);
  }

  private static void create(
      Connection connection, String path, byte[] data, CreateMode mode, String instance)
      throws InterruptedException {
    try {
      var unused = Repeated.untilAnswered(connection, zk -> Requests.create(zk, path, data, mode));
    } catch (KeeperException e) {
      switch (e.code()) {
        case NODEEXISTS -> LOG.log(Level.DEBUG, "{0} is there already", path);
        case NONODE -> throw new IllegalArgumentException("there is no " + instance);
        default -> throw StoreErrors.toModel(e);
      }
    }
  }

  @Override
  public Optional<OutputPart> after(OutputPlace place, Duration atMost)
      throws InterruptedException {
    Deadline deadline = Deadline.after(atMost);
    put(new OutputDocument(State.ASKED, place, "").write());
    while (deadline.leftNanos() > 0) {
      Optional<StoredNode> node = reads.data(path);
      if (node.isEmpty()) {
        // It went with a session that was lost.
        put(new OutputDocument(State.ASKED, place, "").write());
      } else {
        OutputDocument document = OutputDocument.read(path, node.get().data());
        if (document.state() == State.ANSWERED) {
          return Optional.of(new OutputPart(document.place(), document.text()));
        } else if (document.state() == State.REFUSED) {
          throw new RefusedException(
              instance + " has no output to show: " + document.text(),
              "See what its agent writes itself.");
        }
      }
      var unused =
          changes.tryAcquire(
              Math.min(deadline.leftNanos(), PERIOD.toNanos()), TimeUnit.NANOSECONDS);
      changes.drainPermits();
    }
    return Optional.empty();
  }

  private void put(byte[] data) throws InterruptedException {
    try {
      var unused = Repeated.untilAnswered(connection, zk -> Requests.setData(zk, path, data, -1));
    } catch (KeeperException e) {
      if (e.code() != Code.NONODE) {
        throw StoreErrors.toModel(e);
      }
      create(connection, path, data, CreateMode.EPHEMERAL, instance);
    }
  }

  @Override
  public void close() {
    watch.close();
    try {
      // Without waiting: it would go with the session in any case.
      var unused = Requests.delete(connection.handle(), path, -1);
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, parent + " loses a question with its session", e);
    }
  }
}
