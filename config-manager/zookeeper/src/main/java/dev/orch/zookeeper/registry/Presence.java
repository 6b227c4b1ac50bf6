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
import dev.orch.zookeeper.write.MultiResult;
import dev.orch.zookeeper.write.ProjectCreation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

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

  /** The session by which it was made live, and is watched. */
  private long enteredBy;

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

  /** Stores the report; false when the instance is not known any more. */
  boolean report(InstanceReport report) throws KeeperException, InterruptedException {
    byte[] data = InstanceReportDocument.write(report);
    try {
      var unused = await(Requests.setData(connection.handle(), path, data, -1));
      return true;
    } catch (KeeperException e) {
      if (e.code() == Code.NONODE) {
        return false;
      }
      throw e;
    }
  }

  /**
   * What was found.
   *
   * @param reported whether the report was stored on the way
   * @param retry the version of a request to try again, if there is one
   */
  record Seen(boolean reported, Optional<Integer> retry) {}

  /**
   * Makes the instance live by the current session, and looks whether someone asks for another try:
   * in one flight, and when it is not live yet, in one more.
   *
   * @param report stored with it if the instance is not live or not known yet, and never over the
   *     report of another agent that is live
   * @param watcher told when the live node changes or someone asks for another try
   * @throws RefusedException when it is live by a session that is not ours
   */
  Seen live(InstanceReport report, Watcher watcher) throws KeeperException, InterruptedException {
    boolean reported = false;
    for (int i = 0; i < MAX_TRIES; i++) {
      ZooKeeper zk = connection.handle();
      // Not watched before it is ours: that it comes is no news.
      boolean watched = zk.getSessionId() == enteredBy;
      CompletableFuture<Optional<Stat>> liveNode =
          Requests.exists(zk, ProjectLayout.live(path), watched ? watcher : null);
      CompletableFuture<Optional<Stat>> retryNode =
          Requests.exists(zk, ProjectLayout.retry(path), watcher);
      CompletableFuture<Optional<Stat>> ownNode = Requests.exists(zk, path, null);
      Optional<Stat> found = await(liveNode);
      Optional<Integer> retry = await(retryNode).map(Stat::getVersion);
      boolean known = await(ownNode).isPresent();
      if (found.isEmpty()) {
        saveKey(zk);
        Entry entry = enter(zk, report, known, watcher);
        reported |= entry.reported();
        if (entry.live()) {
          return new Seen(true, retry);
        }
      } else if (found.get().getEphemeralOwner() != zk.getSessionId()) {
        endFormer(found.get().getEphemeralOwner());
      } else if (watched) {
        return new Seen(reported, retry);
      } else {
        // The reply to what made it was lost.
        enteredBy = zk.getSessionId();
      }
    }
    throw StoreErrors.unavailable(place + " could not be made live", null);
  }

  private record Entry(boolean reported, boolean live) {}

  /**
   * The report and the live node in one transaction, and in the same flight a watch on what it
   * made. Nothing was done if something came in between.
   */
  private Entry enter(ZooKeeper zk, InstanceReport report, boolean known, Watcher watcher)
      throws KeeperException, InterruptedException {
    byte[] data = InstanceReportDocument.write(report);
    String live = ProjectLayout.live(path);
    List<Op> ops =
        List.of(
            known
                ? Op.setData(path, data, -1)
                : Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
            Op.create(live, NO_DATA, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
    CompletableFuture<List<OpResult>> transaction = Requests.multi(zk, ops);
    CompletableFuture<Optional<Stat>> watch = Requests.exists(zk, live, watcher);
    Optional<MultiResult.Failure> failure = MultiResult.failure(await(transaction));
    if (failure.isEmpty()) {
      enteredBy = zk.getSessionId();
      return new Entry(true, await(watch).isPresent());
    }
    Code code = failure.get().code();
    if (code == Code.NONODE && !known) {
      new ProjectCreation(connection).ensurePath(Layout.parent(path));
    } else if (code != Code.NONODE && code != Code.NODEEXISTS) {
      throw KeeperException.create(code, path);
    }
    return new Entry(false, false);
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

  /**
   * Ends being live, if it is by this session.
   *
   * @param last what remains to be told, stored in the same transaction; null for nothing
   */
  void end(@Nullable InstanceReport last) throws KeeperException, InterruptedException {
    ZooKeeper zk = connection.handle();
    String live = ProjectLayout.live(path);
    Optional<Stat> found = await(Requests.exists(zk, live, null));
    if (found.isEmpty() || found.get().getEphemeralOwner() != zk.getSessionId()) {
      reportAlone(last);
      return;
    }
    List<Op> ops = new ArrayList<>();
    if (last != null) {
      ops.add(Op.setData(path, InstanceReportDocument.write(last), -1));
    }
    ops.add(Op.delete(live, -1));
    Optional<MultiResult.Failure> failure = MultiResult.failure(await(Requests.multi(zk, ops)));
    if (failure.isPresent()) {
      // It may be allowed to write, and not to delete.
      reportAlone(last);
      if (failure.get().code() != Code.NONODE) {
        throw KeeperException.create(failure.get().code(), live);
      }
    }
  }

  private void reportAlone(@Nullable InstanceReport last)
      throws KeeperException, InterruptedException {
    if (last != null) {
      report(last);
    }
  }
}
