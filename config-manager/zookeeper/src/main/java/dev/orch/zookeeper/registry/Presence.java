package dev.orch.zookeeper.registry;

import dev.orch.model.RefusedException;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.SessionSlot;
import dev.orch.zookeeper.codec.InstanceReportDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.FormerSession;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.SessionKey;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.write.ProjectCreation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The znodes of one instance, as its agent sees to them. Each method makes its requests once, on
 * one handle; the caller repeats the whole when the connection is back. Used by one thread at a
 * time.
 */
final class Presence {
  private static final System.Logger LOG = System.getLogger(Presence.class.getName());
  private static final byte[] NO_DATA = {};
  private static final int MAX_TRIES = 5;

  private final Connection connection;
  private final String path;
  private final Place place;
  private final SessionSlot slot;
  private final Map<Long, SessionKey> ownSessions = new HashMap<>();
  private long savedSession;

  Presence(Connection connection, String path, Place place, SessionSlot slot) {
    this.connection = connection;
    this.path = path;
    this.place = place;
    this.slot = slot;
    loadFormer();
  }

  private void loadFormer() {
    try {
      slot.load()
          .flatMap(SessionKey::parse)
          .ifPresent(former -> ownSessions.put(former.id(), former));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot read the former session of " + place + "; if it lives, it must expire first",
          e);
    }
  }

  private <T> T await(CompletableFuture<T> request) throws KeeperException, InterruptedException {
    try {
      return Futures.await(request, connection.requestDeadline());
    } catch (TimeoutException e) {
      throw StoreErrors.unavailable("ZooKeeper did not answer in time", e);
    }
  }

  /** Stores the report, making the instance's znode if it is missing. */
  void report(InstanceReport report) throws KeeperException, InterruptedException {
    byte[] data = InstanceReportDocument.write(report);
    ZooKeeper zk = connection.handle();
    try {
      var unused = await(Requests.setData(zk, path, data, -1));
    } catch (KeeperException e) {
      if (e.code() != Code.NONODE) {
        throw e;
      }
      new ProjectCreation(connection).ensurePath(Layout.parent(path));
      create(zk, path, data, CreateMode.PERSISTENT);
    }
  }

  /** False when it is there already. */
  private boolean create(ZooKeeper zk, String node, byte[] data, CreateMode mode)
      throws KeeperException, InterruptedException {
    try {
      return await(Requests.create(zk, node, data, mode)).equals(node);
    } catch (KeeperException e) {
      if (e.code() == Code.NODEEXISTS) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the instance's own znode is there; somebody may have made it be forgotten. */
  boolean isKnown() throws KeeperException, InterruptedException {
    return await(Requests.exists(connection.handle(), path, null)).isPresent();
  }

  /**
   * Makes the instance live by the current session.
   *
   * @param report stored first if the instance is not known yet
   * @param watcher told when the live node changes
   * @throws RefusedException when it is live by a session that is not ours
   */
  void live(InstanceReport report, Watcher watcher) throws KeeperException, InterruptedException {
    String live = ProjectLayout.live(path);
    for (int i = 0; i < MAX_TRIES; i++) {
      ZooKeeper zk = connection.handle();
      Optional<Stat> found = await(Requests.exists(zk, live, watcher));
      if (found.isEmpty()) {
        if (!isKnown()) {
          report(report);
        }
        saveKey(zk);
        if (create(zk, live, NO_DATA, CreateMode.EPHEMERAL)) {
          return;
        }
      } else if (found.get().getEphemeralOwner() == zk.getSessionId()) {
        return;
      } else {
        endFormer(found.get().getEphemeralOwner());
      }
    }
    throw StoreErrors.unavailable(place + " could not be made live", null);
  }

  private void endFormer(long owner) throws InterruptedException {
    SessionKey former = ownSessions.remove(owner);
    if (former == null) {
      throw new RefusedException(
          place + " is live already, by another agent",
          "Stop the other agent, or choose another instance id.");
    }
    FormerSession.end(connection, former);
  }

  /** Before the node is made, so that there is none whose session is not known. */
  private void saveKey(ZooKeeper zk) {
    SessionKey key = SessionKey.of(zk);
    if (savedSession == key.id()) {
      return;
    }
    ownSessions.put(key.id(), key);
    try {
      slot.save(key.toText());
      savedSession = key.id();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot save the session of " + place + "; a restart may have to wait for its end",
          e);
    }
  }

  /**
   * Whether someone asks for another try.
   *
   * @param watcher told when someone does
   */
  Optional<Integer> retryRequest(Watcher watcher) throws KeeperException, InterruptedException {
    return await(Requests.exists(connection.handle(), ProjectLayout.retry(path), watcher))
        .map(Stat::getVersion);
  }

  /** Takes the request away, unless it is a newer one. */
  void retrySeen(int version) throws KeeperException, InterruptedException {
    try {
      var unused = await(Requests.delete(connection.handle(), ProjectLayout.retry(path), version));
    } catch (KeeperException e) {
      if (e.code() != Code.NONODE && e.code() != Code.BADVERSION) {
        throw e;
      }
    }
  }

  /** Ends being live, if it is by this session. */
  void end() throws KeeperException, InterruptedException {
    ZooKeeper zk = connection.handle();
    String live = ProjectLayout.live(path);
    Optional<Stat> found = await(Requests.exists(zk, live, null));
    if (found.isPresent() && found.get().getEphemeralOwner() == zk.getSessionId()) {
      var unused = await(Requests.delete(zk, live, -1));
    }
  }
}
