package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;

/**
 * Creates and deletes many znodes in fenced transactions of about 100 KB, several under way at a
 * time. Larger ones would not be faster, and a ZooKeeper server keeps its last 500 transactions in
 * memory, whole.
 *
 * <p>When replies get lost, what is missing is found out and done again, on the same paths: only
 * this writer writes there, and a znode is made with its bytes or not at all.
 */
final class FencedBatches {
  private static final int BATCH_BYTES = 96 * 1024;
  private static final int BATCH_CHANGES = 500;

  /** So much that the server can sync many transactions to its disk at once. */
  private static final int MAX_OUTSTANDING = 8 * 1024 * 1024;

  /**
   * So much may be on its way when something is sent that depends on it, whose answer comes after
   * theirs and is waited for no longer than that of any request.
   */
  private static final int MAX_AHEAD = 1024 * 1024;

  private static final int CHANGE_OVERHEAD = 100;
  private static final int MAX_REPEATS = 100;

  /** Of the data of a znode that nobody changed since it was created. */
  static final int VERSION_AS_CREATED = 0;

  /** A znode to create or to delete. */
  record Change(Op op, boolean creates, int cost, int files, long bytes) {
    /** Creates a znode; with it, so many files and bytes of files are stored. */
    static Change create(String path, byte[] data, int files, long bytes) {
      Op op = Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      return new Change(op, true, data.length + path.length() + CHANGE_OVERHEAD, files, bytes);
    }

    static Change delete(String path) {
      return new Change(Op.delete(path, -1), false, costOfDeletion(path), 0, 0);
    }
  }

  /** Told of what is stored for good. */
  interface Stored {
    void stored(int files, long bytes);
  }

  private record Sent(
      List<Change> changes,
      int cost,
      CompletableFuture<List<OpResult>> answer,
      Deadline deadline) {}

  private final Writer writer;
  private final Stored listener;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private Fence fence;
  private List<Change> batch = new ArrayList<>();
  private int batchCost;
  private int outstanding;
  private long done;

  FencedBatches(Writer writer, Fence fence, Stored listener) {
    this.writer = writer;
    this.fence = fence;
    this.listener = listener;
  }

  /** Whether one transaction is enough to delete these, and to change one znode more. */
  static boolean fitsIntoOne(Collection<String> paths) {
    long cost = paths.stream().mapToLong(FencedBatches::costOfDeletion).sum();
    return cost <= BATCH_BYTES && paths.size() < BATCH_CHANGES;
  }

  private static int costOfDeletion(String path) {
    return path.length() + CHANGE_OVERHEAD;
  }

  /** Parents before children, or children before parents when deleting. */
  void add(Change change) throws InterruptedException {
    if (!batch.isEmpty()
        && (batchCost + change.cost() > BATCH_BYTES || batch.size() >= BATCH_CHANGES)) {
      sendBatch();
    }
    batch.add(change);
    batchCost += change.cost();
  }

  /** Waits until everything that was added is done. */
  void flush() throws InterruptedException {
    if (!batch.isEmpty()) {
      sendBatch();
    }
    while (!inFlight.isEmpty()) {
      takeOldest();
    }
  }

  /**
   * Sends everything that was added, and waits until there is little of it on its way.
   *
   * @return for each batch on its way a check that holds once it is done, as long as nothing that
   *     it created was changed
   */
  List<Op> sendAll() throws InterruptedException {
    if (!batch.isEmpty()) {
      sendBatch();
    }
    while (outstanding > MAX_AHEAD && !inFlight.isEmpty()) {
      takeOldest();
    }
    List<Op> checks = new ArrayList<>(inFlight.size());
    for (Sent sent : inFlight) {
      Change last = sent.changes().get(sent.changes().size() - 1);
      checks.add(Op.check(last.op().getPath(), VERSION_AS_CREATED));
    }
    return checks;
  }

  /** What is not done yet is done by this fence. */
  void goOn(Fence now) {
    fence = now;
  }

  /** What was on its way is known to be done, whatever became of the answers. */
  void allDone() {
    while (!inFlight.isEmpty()) {
      Sent sent = inFlight.remove();
      outstanding -= sent.cost();
      tell(sent.changes());
    }
  }

  /** How many changes are done. */
  long done() {
    return done;
  }

  private void sendBatch() throws InterruptedException {
    List<Change> changes = batch;
    int cost = batchCost;
    batch = new ArrayList<>();
    batchCost = 0;
    while (outstanding + cost > MAX_OUTSTANDING && !inFlight.isEmpty()) {
      takeOldest();
    }
    inFlight.add(send(changes, cost));
    outstanding += cost;
  }

  private Sent send(List<Change> changes, int cost) {
    return new Sent(
        changes,
        cost,
        Requests.multi(writer.zk(), ops(changes)),
        writer.connection().requestDeadline());
  }

  private List<Op> ops(List<Change> changes) {
    List<Op> ops = fence.checks();
    changes.forEach(change -> ops.add(change.op()));
    return ops;
  }

  private void takeOldest() throws InterruptedException {
    Sent oldest = inFlight.remove();
    outstanding -= oldest.cost();
    if (isDone(oldest)) {
      tell(oldest.changes());
    } else {
      repeat(oldest);
    }
  }

  private void tell(List<Change> changes) {
    done += changes.size();
    listener.stored(
        changes.stream().mapToInt(Change::files).sum(),
        changes.stream().mapToLong(Change::bytes).sum());
  }

  /** False when the answer was lost, or is only a consequence of one that was. */
  private boolean isDone(Sent sent) throws InterruptedException {
    List<OpResult> results;
    try {
      results = writer.await(sent.answer(), sent.deadline());
    } catch (KeeperException e) {
      if (StoreErrors.isLoss(e)) {
        return false;
      }
      throw StoreErrors.toModel(e);
    }
    MultiResult.Failure failure = MultiResult.failure(results).orElse(null);
    if (failure == null) {
      return true;
    }
    boolean consequence =
        failure.index() >= Fence.CHECKS
            && switch (failure.code()) {
              case NONODE, NODEEXISTS, NOTEMPTY -> true;
              default -> false;
            };
    if (!consequence) {
      throw writer.refused(failure, ops(sent.changes()));
    }
    return false;
  }

  /** Does again what is missing of this batch and of those sent after it, in their order. */
  private void repeat(Sent first) throws InterruptedException {
    List<List<Change>> failed = new ArrayList<>();
    failed.add(first.changes());
    while (!inFlight.isEmpty()) {
      Sent next = inFlight.remove();
      outstanding -= next.cost();
      if (isDone(next)) {
        tell(next.changes());
      } else {
        failed.add(next.changes());
      }
    }
    for (List<Change> changes : failed) {
      repeat(changes);
      tell(changes);
    }
  }

  private void repeat(List<Change> changes) throws InterruptedException {
    Deadline deadline = writer.connection().requestDeadline();
    KeeperException last = null;
    for (int i = 0; i < MAX_REPEATS; i++) {
      writer.awaitReconnected(deadline);
      try {
        List<Change> missing = missing(changes, deadline);
        if (missing.isEmpty() || isDone(send(missing, 0))) {
          return;
        }
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        last = e;
      }
    }
    throw writer.lost(last);
  }

  /** After a sync, so that a request that is still under way to the leader has arrived. */
  private List<Change> missing(List<Change> changes, Deadline deadline)
      throws KeeperException, InterruptedException {
    writer.await(Requests.sync(writer.zk(), fence.headPath()), deadline);
    List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    for (Change change : changes) {
      asked.add(
          Requests.exists(writer.zk(), change.op().getPath(), null)
              .thenApply(stat -> stat.isPresent() == change.creates()));
    }
    List<Change> missing = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      if (!writer.await(asked.get(i), deadline)) {
        missing.add(changes.get(i));
      }
    }
    return missing;
  }
}
