package dev.orch.zookeeper.event;

import dev.orch.model.StoreUnavailableException;
import dev.orch.model.event.EventLog;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.Layout;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Records events one after the other, without a thread of its own: each answer of the server sends
 * the next. When an answer is lost, it looks whether the event is there before it sends it again.
 */
final class EventAppender implements AutoCloseable {
  private static final byte[] NO_DATA = {};

  /** The most that wait; the oldest give way. */
  static final int MAX_WAITING = 200;

  /** Each so many events, whoever records one takes as many old ones away. */
  private static final int PRUNE_EVERY = 50;

  /** Each so many, whoever records one takes away what others were to, and did not. */
  private static final int SWEEP_EVERY = 1_000;

  /** So many events later, whoever was to take one away is gone. */
  private static final int GRACE = 500;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Connection connection;

  // Guarded by this; waiters are notified when nothing waits any more.
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean underWay;
  private boolean closed;
  private @Nullable Subscription reconnects;

  EventAppender(Connection connection) {
    this.connection = connection;
  }

  /** An event that is not recorded yet. */
  private static final class Waiting {
    private final String parent;

    /** Tells it from all others. */
    private final String id;

    private final byte[] data;

    /** Whether it may have been recorded without our hearing of it. */
    private boolean doubtful;

    Waiting(String parent, String id, byte[] data) {
      this.parent = parent;
      this.id = id;
      this.data = data;
    }
  }

  void append(String parent, String id, byte[] data) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (reconnects == null) {
        reconnects = connection.onConnected(this::goOn);
      }
      waiting.add(new Waiting(parent, id, data));
      // The first may be under way, and is not to be lost track of.
      while (waiting.size() > MAX_WAITING) {
        Waiting first = waiting.remove();
        waiting.remove();
        waiting.addFirst(first);
      }
    }
    goOn();
  }

  private void goOn() {
    Waiting next;
    synchronized (this) {
      if (underWay || waiting.isEmpty() || !connection.isConnected()) {
        return;
      }
      underWay = true;
      next = waiting.element();
    }
    try {
      ZooKeeper zk = connection.handle();
      if (next.doubtful) {
        lookFirst(zk, next);
      } else {
        send(zk, next);
      }
    } catch (StoreUnavailableException e) {
      log().log(Level.DEBUG, "the store was closed before an event was recorded", e);
      ended(false);
    }
  }

  private void lookFirst(ZooKeeper zk, Waiting next) {
    var unused =
        Requests.getChildren(zk, next.parent)
            .whenComplete(
                (names, failure) -> {
                  if (failure != null) {
                    failed(zk, next, failure);
                  } else if (names.orElse(List.of()).stream()
                      .anyMatch(name -> name.startsWith(next.id))) {
                    ended(true);
                  } else {
                    send(zk, next);
                  }
                });
  }

  private void send(ZooKeeper zk, Waiting next) {
    next.doubtful = true;
    var unused =
        Requests.create(
                zk,
                Layout.child(next.parent, next.id + '-'),
                next.data,
                CreateMode.PERSISTENT_SEQUENTIAL)
            .whenComplete(
                (made, failure) -> {
                  if (failure == null) {
                    ended(true);
                    pruneAfter(zk, next.parent, made);
                  } else {
                    failed(zk, next, failure);
                  }
                });
  }

  private void failed(ZooKeeper zk, Waiting next, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof KeeperException e && StoreErrors.isLoss(e)) {
      // The next connection goes on with it.
      ended(false);
    } else if (cause instanceof KeeperException e && e.code() == Code.NONODE) {
      makeParent(zk, next);
    } else {
      log().log(Level.WARNING, "an event is not recorded: {0}", String.valueOf(cause));
      ended(true);
    }
  }

  /** Of a project that is there; an event of one that is not goes nowhere. */
  private void makeParent(ZooKeeper zk, Waiting next) {
    var unused =
        Requests.create(zk, next.parent, NO_DATA, CreateMode.PERSISTENT)
            .whenComplete(
                (made, failure) -> {
                  Throwable cause =
                      failure instanceof CompletionException ? failure.getCause() : failure;
                  if (cause == null
                      || (cause instanceof KeeperException e && e.code() == Code.NODEEXISTS)) {
                    send(zk, next);
                  } else if (cause instanceof KeeperException e && StoreErrors.isLoss(e)) {
                    ended(false);
                  } else {
                    log().log(Level.DEBUG, "an event is not recorded", cause);
                    ended(true);
                  }
                });
  }

  private void ended(boolean done) {
    synchronized (this) {
      underWay = false;
      if (done) {
        waiting.remove();
      }
      notifyAll();
    }
    if (done) {
      goOn();
    }
  }

  /**
   * Each takes away a share of its own: when a thousand record something at once, old events are
   * not taken away by everyone whose turn comes before the first is done.
   */
  private static void pruneAfter(ZooKeeper zk, String parent, String made) {
    EventNodes.parse(made.substring(made.lastIndexOf('/') + 1))
        .map(EventNodes.Name::number)
        .filter(number -> number % PRUNE_EVERY == 0)
        .ifPresent(
            number -> {
              var unused =
                  Requests.getChildren(zk, parent)
                      .thenAccept(names -> prune(zk, parent, number, names.orElse(List.of())));
            });
  }

  private static void prune(ZooKeeper zk, String parent, long number, List<String> names) {
    long end = number - EventLog.KEPT;
    List<EventNodes.Name> old =
        EventNodes.sorted(names).stream().filter(name -> name.number() <= end).toList();
    List<Op> share =
        old.stream()
            .filter(name -> name.number() > end - PRUNE_EVERY)
            .map(name -> Op.delete(Layout.child(parent, name.node()), -1))
            .toList();
    if (!share.isEmpty()) {
      // When it fails, what is left goes with the next sweep.
      var unused = Requests.multi(zk, share);
    }
    if (number % SWEEP_EVERY == 0) {
      old.stream()
          .filter(name -> name.number() <= end - GRACE)
          .forEach(
              name -> {
                var unused = Requests.delete(zk, Layout.child(parent, name.node()), -1);
              });
    }
  }

  /** Gives what waits a short time to be recorded. */
  @Override
  public void close() {
    Deadline deadline = Deadline.after(CLOSE_LIMIT);
    Subscription subscription;
    synchronized (this) {
      subscription = reconnects;
      try {
        while (!waiting.isEmpty() && connection.isConnected() && deadline.leftNanos() > 0) {
          TimeUnit.NANOSECONDS.timedWait(this, deadline.leftNanos());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      closed = true;
    }
    if (subscription != null) {
      subscription.close();
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(EventAppender.class.getName());
  }
}
