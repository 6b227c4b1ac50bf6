package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.RefusedException;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one project: the well-known recipe of ephemeral nodes with ascending numbers, of
 * which the lowest has the lock and each other one watches the one before it. Each node tells who
 * made it. Bounded in time throughout, which Curator's is not when servers accept but don't answer.
 */
final class WriterLock {
  private static final Pattern REQUEST = Pattern.compile("writer-([0-9a-f-]{36})-(\\d{10})");

  private final ProjectName project;
  private final ProjectLayout layout;
  private final Connection connection;
  private final ZooKeeper zk;
  private final String id;

  /** In the queue; null as long as none is known to be there. */
  private @Nullable String node;

  /** Whether one may be there of which nothing was heard. */
  private boolean doubtful;

  private WriterLock(
      ProjectName project, ProjectLayout layout, Connection connection, ZooKeeper zk, String id) {
    this.project = project;
    this.layout = layout;
    this.connection = connection;
    this.zk = zk;
    this.id = id;
  }

  /** The lock of a project, not asked for yet. */
  static WriterLock of(ProjectName project, ProjectLayout layout, Connection connection)
      throws InterruptedException {
    if (!connection.awaitConnected(connection.requestDeadline())) {
      throw StoreErrors.unavailable("no connection to ZooKeeper in time", null);
    }
    return new WriterLock(
        project, layout, connection, connection.handle(), UUID.randomUUID().toString());
  }

  /** The session that asks for it. */
  ZooKeeper zk() {
    return zk;
  }

  /** The path at which to ask for it, to which the server appends a number. */
  String request() {
    return layout.lockRequest(id);
  }

  /** It was asked for, by this node. */
  void entered(String path) {
    node = path;
  }

  /** It may have been asked for. */
  void mayHaveEntered() {
    doubtful = true;
  }

  /** Those of the names below the lock that ask for it, the holder's first. */
  static List<String> queue(List<String> names) {
    return names.stream()
        .filter(name -> REQUEST.matcher(name).matches())
        .sorted(Comparator.comparing(WriterLock::number))
        .toList();
  }

  /** Whether this one has the lock, where these are the names below it. */
  boolean isFirst(List<String> names) {
    String mine = node;
    return mine != null && queue(names).indexOf(nameOf(mine)) == 0;
  }

  /**
   * Waits until it is held; asks for it first if that was not done yet.
   *
   * @param until when to give up waiting for others
   * @return the node by which it is
   * @throws RefusedException when it was not free in time, naming its holder
   */
  String acquire(WriterDocument writer, Deadline until) throws InterruptedException {
    try {
      String mine = node;
      if (mine == null) {
        mine = enter(writer);
        node = mine;
      }
      awaitTurn(mine, until);
      return mine;
    } catch (KeeperException e) {
      throw StoreErrors.isLoss(e) ? lost(e) : StoreErrors.toModel(e);
    }
  }

  private RuntimeException lost(Throwable cause) {
    return StoreErrors.unavailable(
        "ZooKeeper was lost while waiting to write project " + project, cause);
  }

  private <T> T await(CompletableFuture<T> request) throws KeeperException, InterruptedException {
    try {
      return Futures.await(request, connection.requestDeadline());
    } catch (TimeoutException e) {
      throw lost(e);
    }
  }

  private String enter(WriterDocument writer) throws KeeperException, InterruptedException {
    if (!doubtful) {
      try {
        return await(create(writer));
      } catch (KeeperException e) {
        if (e.code() != KeeperException.Code.CONNECTIONLOSS) {
          throw e;
        }
      }
    }
    return enterAgain(writer);
  }

  private CompletableFuture<String> create(WriterDocument writer) {
    return Requests.create(zk, request(), writer.write(), CreateMode.EPHEMERAL_SEQUENTIAL);
  }

  private static String nameOf(String node) {
    return node.substring(node.lastIndexOf('/') + 1);
  }

  /** After a reply was lost; more can be lost until the client has noticed and reconnected. */
  private String enterAgain(WriterDocument writer) throws KeeperException, InterruptedException {
    Deadline deadline = connection.requestDeadline();
    while (true) {
      try {
        Optional<String> mine = mine(deadline);
        return mine.isPresent() ? mine.get() : await(create(writer));
      } catch (KeeperException e) {
        if (e.code() != KeeperException.Code.CONNECTIONLOSS || deadline.isOver()) {
          throw e;
        }
      }
    }
  }

  /**
   * The node that was made though its reply was lost. It tells by its id, and if it is there but
   * overlooked, it goes with the session.
   */
  private Optional<String> mine(Deadline deadline) throws KeeperException, InterruptedException {
    if (!connection.awaitConnected(deadline) || connection.handle() != zk) {
      throw StoreErrors.unavailable("the session with ZooKeeper was lost", null);
    }
    await(Requests.sync(zk, layout.lock()));
    return queue().stream()
        .filter(name -> name.contains(id))
        .findFirst()
        .map(name -> Layout.child(layout.lock(), name));
  }

  /** The names of the nodes, the holder's first. */
  private List<String> queue() throws KeeperException, InterruptedException {
    return queue(await(Requests.getChildren(zk, layout.lock())).orElse(List.of()));
  }

  private static String number(String name) {
    Matcher matcher = REQUEST.matcher(name);
    return matcher.matches() ? matcher.group(2) : name;
  }

  private void awaitTurn(String node, Deadline until) throws KeeperException, InterruptedException {
    while (true) {
      try {
        if (isTurn(node, until)) {
          return;
        }
      } catch (KeeperException e) {
        if (e.code() != KeeperException.Code.CONNECTIONLOSS
            || !connection.awaitConnected(connection.requestDeadline())) {
          throw e;
        }
      }
    }
  }

  private boolean isTurn(String node, Deadline until) throws KeeperException, InterruptedException {
    List<String> queue = queue();
    int mine = queue.indexOf(nameOf(node));
    if (mine < 0) {
      throw StoreErrors.unavailable("the session with ZooKeeper was lost", null);
    }
    if (mine > 0 && !awaitGone(Layout.child(layout.lock(), queue.get(mine - 1)), until)) {
      throw refused(Layout.child(layout.lock(), queue.get(0)));
    }
    return mine == 0;
  }

  /** Whether something happened to that node, or to the session, before the time was over. */
  private boolean awaitGone(String predecessor, Deadline until)
      throws KeeperException, InterruptedException {
    CompletableFuture<Boolean> event = new CompletableFuture<>();
    Optional<Stat> stat = await(Requests.exists(zk, predecessor, happened -> event.complete(true)));
    if (stat.isEmpty()) {
      return true;
    }
    try {
      return Futures.await(event, until);
    } catch (TimeoutException e) {
      log().log(System.Logger.Level.DEBUG, "waited in vain for " + predecessor, e);
      return false;
    }
  }

  private RefusedException refused(String holderNode) throws KeeperException, InterruptedException {
    Optional<StoredNode> holder = await(Requests.getData(zk, holderNode));
    String who =
        holder.map(node -> describe(holderNode, node)).orElse("someone who has just finished");
    return new RefusedException(
        "project " + project + " is being written by " + who,
        "Wait until that has finished, or wait longer for the lock.");
  }

  private static String describe(String path, StoredNode node) {
    try {
      WriterDocument writer = WriterDocument.read(path, node.data());
      return Quoted.of(writer.writer()) + " since " + writer.since();
    } catch (CorruptDataException e) {
      log().log(System.Logger.Level.WARNING, "a lock node is malformed", e);
      return "someone unknown, see " + path;
    }
  }

  /** Leaves the queue, or gives the lock back, without waiting. */
  void giveUp() {
    String mine = node;
    var unused =
        mine == null
            ? LockRelease.ofRequest(connection, zk, layout.lock(), id)
            : LockRelease.ofNode(connection, zk, mine);
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(WriterLock.class.getName());
  }
}
