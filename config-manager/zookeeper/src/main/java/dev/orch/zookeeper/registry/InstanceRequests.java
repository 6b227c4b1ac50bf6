package dev.orch.zookeeper.registry;

import dev.orch.model.RefusedException;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Repeated;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** What others ask of an instance: to try again, or to be forgotten. */
final class InstanceRequests {
  private static final byte[] NO_DATA = {};
  private static final int MAX_TRIES = 20;

  private final Connection connection;
  private final Reads reads;

  InstanceRequests(Connection connection) {
    this.connection = connection;
    this.reads = new Reads(connection);
  }

  /** The request is a znode, which the instance takes away when it has seen it. */
  void retry(Place place, String instance) throws InterruptedException {
    try {
      var unused =
          Repeated.untilAnswered(
              connection,
              zk ->
                  Requests.create(
                      zk, ProjectLayout.retry(instance), NO_DATA, CreateMode.PERSISTENT));
    } catch (KeeperException e) {
      switch (e.code()) {
        case NODEEXISTS -> requireUnseen(place, instance);
        case NONODE -> throw unknown(place);
        default -> throw StoreErrors.toModel(e);
      }
    }
  }

  /** An older request that was not seen yet asks for the same; it is changed to be seen anew. */
  private void requireUnseen(Place place, String instance) throws InterruptedException {
    try {
      var unused =
          Repeated.untilAnswered(
              connection, zk -> Requests.setData(zk, ProjectLayout.retry(instance), NO_DATA, -1));
    } catch (KeeperException e) {
      if (e.code() != Code.NONODE) {
        throw StoreErrors.toModel(e);
      }
      // It was seen just now, perhaps before whatever made the user ask.
      retry(place, instance);
    }
  }

  private static IllegalArgumentException unknown(Place place) {
    return new IllegalArgumentException("there is no " + place);
  }

  /** One transaction, which fails when the instance becomes live meanwhile. */
  void forget(Place place, String instance) throws InterruptedException {
    boolean lost = false;
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<List<String>> children = reads.children(instance);
      if (children.isEmpty()) {
        if (lost) {
          return;
        }
        throw unknown(place);
      }
      List<Op> ops = new ArrayList<>();
      for (String name : children.get()) {
        String child = Layout.child(instance, name);
        if (child.equals(ProjectLayout.live(instance))) {
          throw new RefusedException(place + " is live", "Stop its agent first.");
        }
        if (child.equals(ProjectLayout.commands(instance))
            || child.equals(ProjectLayout.logs(instance))) {
          for (String below : reads.children(child).orElse(List.of())) {
            ops.add(Op.delete(Layout.child(child, below), -1));
          }
        }
        ops.add(Op.delete(child, -1));
      }
      ops.add(Op.delete(instance, -1));
      try {
        if (tryOnce(ops)) {
          return;
        }
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        lost = true;
      }
    }
    throw new RefusedException(
        place + " changes all the time and could not be removed", "See whether it is live.");
  }

  private boolean tryOnce(List<Op> ops) throws KeeperException, InterruptedException {
    if (!connection.awaitConnected(connection.requestDeadline())) {
      throw StoreErrors.unavailable("no connection to ZooKeeper in time", null);
    }
    List<OpResult> results;
    try {
      results =
          Futures.await(Requests.multi(connection.handle(), ops), connection.requestDeadline());
    } catch (TimeoutException e) {
      throw StoreErrors.unavailable("ZooKeeper did not answer in time", e);
    }
    for (OpResult result : results) {
      if (result instanceof OpResult.ErrorResult error && error.getErr() != 0) {
        Code code = Code.get(error.getErr());
        if (code == Code.NONODE || code == Code.NOTEMPTY) {
          return false;
        }
        throw KeeperException.create(code == null ? Code.SYSTEMERROR : code, ops.get(0).getPath());
      }
    }
    return true;
  }
}
