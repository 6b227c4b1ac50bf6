package dev.orch.zookeeper.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.RolloutResult;
import dev.orch.model.rollout.Slots;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.zookeeper.codec.LeaseDocument;
import dev.orch.zookeeper.codec.RolloutDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.RolloutLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Leases of one component. A lease is two znodes that come and go together: the slot, so that no
 * two take the same, and the holder's, so that one who lost his lease cannot give back another's.
 *
 * <p>Every change is worked out from what is there and sent as one transaction; when that fails or
 * its reply is lost, it is worked out anew.
 */
final class Leases {
  private static final byte[] NO_DATA = {};
  private static final int MAX_TRIES = 50;
  private static final int MAX_WATCHED = 3;

  private final Connection connection;
  private final RolloutLayout layout;
  private final Reads reads;
  private final AtomicInteger looks = new AtomicInteger();

  /** Guarded by this. */
  private @Nullable SlotWatch watch;

  Leases(Connection connection, RolloutLayout layout) {
    this.connection = connection;
    this.layout = layout;
    this.reads = new Reads(connection);
  }

  /** The lease that this instance holds. */
  Optional<Lease> of(InstanceId instance) throws InterruptedException {
    String path = layout.holder(instance);
    return reads.data(path).map(node -> LeaseDocument.read(path, node.data()));
  }

  Optional<Lease> take(InstanceId instance, StoredRollout stored, Runnable whenFree)
      throws InterruptedException {
    String rollout = stored.rollout().plan().id();
    for (int i = 0; i < MAX_TRIES; i++) {
      Set<Integer> held = held();
      OptionalInt free = Slots.free(stored.rollout().plan().slots(), held, instance.hashCode() + i);
      if (free.isEmpty()) {
        if (isAwaited(instance, held, whenFree)) {
          return Optional.empty();
        }
        continue;
      }
      Lease lease = new Lease(rollout, free.getAsInt());
      byte[] data = LeaseDocument.write(lease);
      List<Op> ops = new ArrayList<>();
      ops.add(Op.check(layout.root(), stored.version()));
      ops.add(create(layout.slot(lease.slot()), instance.value().getBytes(StandardCharsets.UTF_8)));
      ops.add(create(layout.holder(instance), data));
      Code code = send(ops);
      if (code == Code.OK) {
        return Optional.of(lease);
      }
      if (code == Code.BADVERSION || code == Code.NONODE) {
        // The rollout is another by now; its watch says so.
        return Optional.empty();
      }
      // Taken, perhaps by this instance itself, if only the reply was lost.
      Optional<Lease> own = of(instance);
      if (own.isPresent()) {
        return own.filter(it -> it.rollout().equals(rollout));
      }
    }
    return Optional.empty();
  }

  private Set<Integer> held() throws InterruptedException {
    Set<Integer> held = new TreeSet<>();
    for (String name : reads.children(layout.slots()).orElse(List.of())) {
      if (name.matches("[0-9]{1,9}")) {
        held.add(Integer.parseInt(name));
      }
    }
    return held;
  }

  /**
   * Watches some of the leases that are held, not the same for all and not always the same: each
   * that is given back should wake a few, and one whose holder is gone should keep nobody asleep.
   *
   * @return false if one of them is free by now
   */
  private boolean isAwaited(InstanceId instance, Set<Integer> held, Runnable whenFree)
      throws InterruptedException {
    List<Integer> all = new ArrayList<>(held);
    Collections.rotate(all, instance.hashCode() + looks.getAndIncrement());
    Watcher watcher = watcher(whenFree);
    boolean[] free = new boolean[1];
    reads.pipelined(
        all.subList(0, Math.min(MAX_WATCHED, all.size())),
        MAX_WATCHED,
        (zk, slot) -> Requests.exists(zk, layout.slot(slot), watcher),
        (slot, stat) -> free[0] |= stat.isEmpty());
    return !free[0];
  }

  /** The same again and again: to the client it is then one watch, however often it is set. */
  private synchronized Watcher watcher(Runnable whenFree) {
    SlotWatch known = watch;
    if (known == null || known.whenFree() != whenFree) {
      known = new SlotWatch(whenFree);
      watch = known;
    }
    return known;
  }

  private record SlotWatch(Runnable whenFree) implements Watcher {
    @Override
    public void process(WatchedEvent event) {
      if (event.getType() == EventType.NodeDeleted) {
        whenFree.run();
      }
    }
  }

  boolean renew(InstanceId instance, Lease lease) throws InterruptedException {
    byte[] data = LeaseDocument.write(lease);
    for (int i = 0; i < MAX_TRIES; i++) {
      if (!of(instance).filter(lease::equals).isPresent()) {
        return false;
      }
      Code code = send(List.of(Op.setData(layout.holder(instance), data, -1)));
      if (code == Code.OK) {
        return true;
      }
    }
    return false;
  }

  /** Ends a lease, if it is still held, and stores a result, if there is one. */
  void end(
      InstanceId instance, @Nullable Lease lease, String rollout, @Nullable RolloutResult result)
      throws InterruptedException {
    for (int i = 0; i < MAX_TRIES; i++) {
      List<Op> ops = new ArrayList<>();
      if (lease != null && of(instance).filter(lease::equals).isPresent()) {
        ops.add(Op.delete(layout.holder(instance), -1));
        ops.add(Op.delete(layout.slot(lease.slot()), -1));
      }
      if (result != null) {
        addResult(ops, instance, rollout, result);
      }
      if (ops.isEmpty() || send(ops) == Code.OK) {
        return;
      }
    }
    throw StoreErrors.unavailable("the result of " + instance + " could not be stored", null);
  }

  /** Of the last rollout alone: what is left of others is being taken away. */
  private void addResult(List<Op> ops, InstanceId instance, String rollout, RolloutResult result)
      throws InterruptedException {
    Optional<StoredNode> last = reads.data(layout.root());
    if (last.isEmpty()
        || !RolloutDocument.read(layout.root(), last.get().data()).plan().id().equals(rollout)) {
      return;
    }
    ops.add(Op.check(layout.root(), last.get().version()));
    boolean healthy = exists(layout.healthy(rollout, instance));
    boolean failed = exists(layout.failed(rollout, instance));
    if (result instanceof RolloutResult.Failed failure) {
      if (!healthy && !failed) {
        ops.add(
            create(
                layout.failed(rollout, instance),
                failure.reason().getBytes(StandardCharsets.UTF_8)));
      }
      return;
    }
    if (failed) {
      ops.add(Op.delete(layout.failed(rollout, instance), -1));
    }
    if (!healthy) {
      ops.add(create(layout.healthy(rollout, instance), NO_DATA));
    }
  }

  /** False if the rollout is another by now. */
  boolean worsen(InstanceId instance, StoredRollout stored, RolloutResult.Failed failure)
      throws InterruptedException {
    String rollout = stored.rollout().plan().id();
    for (int i = 0; i < MAX_TRIES; i++) {
      if (exists(layout.failed(rollout, instance))) {
        return true;
      }
      List<Op> ops = new ArrayList<>();
      ops.add(Op.check(layout.root(), stored.version()));
      if (exists(layout.healthy(rollout, instance))) {
        ops.add(Op.delete(layout.healthy(rollout, instance), -1));
      }
      ops.add(
          create(
              layout.failed(rollout, instance), failure.reason().getBytes(StandardCharsets.UTF_8)));
      Code code = send(ops);
      if (code == Code.OK || code == Code.BADVERSION) {
        return code == Code.OK;
      }
    }
    return false;
  }

  void forgetFailure(InstanceId instance, String rollout) throws InterruptedException {
    for (int i = 0; i < MAX_TRIES && exists(layout.failed(rollout, instance)); i++) {
      send(List.of(Op.delete(layout.failed(rollout, instance), -1)));
    }
  }

  boolean exists(String path) throws InterruptedException {
    return reads.read(path, (zk, node) -> Requests.exists(zk, node, null)).isPresent();
  }

  private static Op create(String path, byte[] data) {
    return Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  /**
   * Sends a transaction once.
   *
   * @return what the server said; CONNECTIONLOSS if it is not known whether it was carried out
   * @throws StoreUnavailableException when there was no connection to send it on
   */
  Code send(List<Op> ops) throws InterruptedException {
    Deadline deadline = connection.requestDeadline();
    if (!connection.awaitConnected(deadline)) {
      throw StoreErrors.unavailable("no connection to ZooKeeper in time", null);
    }
    List<OpResult> results;
    try {
      results = Futures.await(Requests.multi(connection.handle(), ops), deadline);
    } catch (TimeoutException e) {
      throw StoreErrors.unavailable("ZooKeeper did not answer in time", e);
    } catch (KeeperException e) {
      if (StoreErrors.isLoss(e)) {
        return Code.CONNECTIONLOSS;
      }
      throw StoreErrors.toModel(e);
    }
    for (OpResult result : results) {
      if (result instanceof OpResult.ErrorResult error && error.getErr() != Code.OK.intValue()) {
        Code code = Code.get(error.getErr());
        if (code != Code.RUNTIMEINCONSISTENCY) {
          return code == null ? Code.SYSTEMERROR : code;
        }
      }
    }
    return Code.OK;
  }
}
