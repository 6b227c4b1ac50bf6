package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** The client library alone, for what the hardware and ZooKeeper give at best. */
public final class RawZooKeeper implements AutoCloseable {
  private static final int SESSION_MILLIS = 30_000;

  private final ZooKeeper client;

  private RawZooKeeper(ZooKeeper client) {
    this.client = client;
  }

  /** Waits until connected, for 30 s. */
  public static RawZooKeeper connect(String connectString)
      throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            connectString,
            SESSION_MILLIS,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            },
            new LeanClientConfig());
    if (!connected.await(30, TimeUnit.SECONDS)) {
      client.close();
      throw new IOException("no connection to " + connectString);
    }
    return new RawZooKeeper(client);
  }

  /** The library's own, for what is not here. */
  public ZooKeeper client() {
    return client;
  }

  /** Creates an empty node. */
  public void create(String path) throws KeeperException, InterruptedException {
    client.create(path, new byte[0], new ArrayList<>(Ids.OPEN_ACL_UNSAFE), CreateMode.PERSISTENT);
  }

  /**
   * Creates one node for each content below a parent that exists, named f0, f1 and so on, in
   * transactions of at most {@code batchBytes} of content, all sent at once.
   */
  public void createPipelined(String parent, List<byte[]> contents, int batchBytes)
      throws InterruptedException, KeeperException {
    List<CompletableFuture<Integer>> replies = new ArrayList<>();
    List<Op> batch = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < contents.size(); i++) {
      byte[] content = contents.get(i);
      if (!batch.isEmpty() && bytes + content.length > batchBytes) {
        replies.add(send(batch));
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(
          Op.create(
              parent + "/f" + i,
              content,
              new ArrayList<>(Ids.OPEN_ACL_UNSAFE),
              CreateMode.PERSISTENT));
      bytes += content.length;
    }
    replies.add(send(batch));
    await(replies);
  }

  private CompletableFuture<Integer> send(List<Op> batch) {
    CompletableFuture<Integer> reply = new CompletableFuture<>();
    client.multi(batch, (rc, path, ctx, results) -> reply.complete(rc), null);
    return reply;
  }

  private static void await(List<CompletableFuture<Integer>> replies) throws KeeperException {
    for (CompletableFuture<Integer> reply : replies) {
      KeeperException.Code code = KeeperException.Code.get(reply.join());
      if (code != KeeperException.Code.OK) {
        throw KeeperException.create(code);
      }
    }
  }

  /** Reads nodes in batches of this many, all asked for at once. */
  public List<byte[]> readPipelined(List<String> paths, int batch) {
    List<CompletableFuture<List<OpResult>>> replies = new ArrayList<>();
    for (int i = 0; i < paths.size(); i += batch) {
      List<Op> reads =
          paths.subList(i, Math.min(paths.size(), i + batch)).stream().map(Op::getData).toList();
      CompletableFuture<List<OpResult>> reply = new CompletableFuture<>();
      client.multi(reads, (rc, path, ctx, results) -> reply.complete(results), null);
      replies.add(reply);
    }
    List<byte[]> contents = new ArrayList<>(paths.size());
    for (CompletableFuture<List<OpResult>> reply : replies) {
      for (OpResult result : reply.join()) {
        if (!(result instanceof OpResult.GetDataResult read)) {
          throw new IllegalStateException("expected data, got " + result);
        }
        contents.add(read.getData());
      }
    }
    return contents;
  }

  /** Deletes a node with all below it, if it is there. */
  public void deleteTree(String root) throws InterruptedException, KeeperException {
    // Somebody else made it, maybe by another server of an ensemble.
    catchUp();
    while (client.exists(root, false) != null) {
      try {
        deleteWhatIsThere(root);
      } catch (KeeperException.NotEmptyException e) {
        // An event is recorded behind its publish, and came after the look.
        catchUp();
      }
    }
  }

  private void deleteWhatIsThere(String root) throws InterruptedException, KeeperException {
    List<String> paths = new ArrayList<>();
    Deque<CompletableFuture<Node>> asked = new ArrayDeque<>();
    asked.add(ask(root));
    while (!asked.isEmpty()) {
      Node node = asked.poll().join();
      paths.add(node.path());
      node.children().forEach(child -> asked.add(ask(child)));
    }
    // Breadth first, so that the other way round each node comes after those below it.
    Collections.reverse(paths);
    List<CompletableFuture<Integer>> replies = new ArrayList<>();
    for (int i = 0; i < paths.size(); i += 500) {
      replies.add(
          send(
              paths.subList(i, Math.min(paths.size(), i + 500)).stream()
                  .map(path -> Op.delete(path, -1))
                  .toList()));
    }
    await(replies);
  }

  private void catchUp() throws KeeperException {
    CompletableFuture<Integer> reply = new CompletableFuture<>();
    client.sync("/", (rc, path, ctx) -> reply.complete(rc), null);
    await(List.of(reply));
  }

  /** Writes a node, whatever its version, and gives its new one. */
  public Stat write(String path, byte[] content) throws KeeperException, InterruptedException {
    return client.setData(path, content, -1);
  }

  /** When a node was last written, in milliseconds since 1970 by the server's clock. */
  public long writtenAt(String path) throws KeeperException, InterruptedException {
    Stat stat = client.exists(path, false);
    if (stat == null) {
      throw new IllegalStateException("expected a node " + path + ", found none");
    }
    return stat.getMtime();
  }

  /** The number of the last transaction. */
  public long lastTransaction() throws KeeperException, InterruptedException {
    // Any write of one's own is a transaction and tells its number.
    Stat stat = client.setData("/", new byte[0], -1);
    return stat.getMzxid();
  }

  /** Counts nodes below {@code root} that were created or written after a transaction. */
  public long nodesWrittenSince(String root, long transaction) throws InterruptedException {
    long count = 0;
    Deque<CompletableFuture<Node>> asked = new ArrayDeque<>();
    asked.add(ask(root));
    while (!asked.isEmpty()) {
      Node node = asked.poll().join();
      if (node.written() > transaction) {
        count++;
      }
      node.children().forEach(child -> asked.add(ask(child)));
    }
    return count;
  }

  private record Node(String path, long written, List<String> children) {}

  private CompletableFuture<Node> ask(String path) {
    CompletableFuture<Node> answer = new CompletableFuture<>();
    client.getChildren(
        path,
        false,
        (rc, asked, ctx, children, stat) -> {
          if (rc == KeeperException.Code.OK.intValue()) {
            answer.complete(
                new Node(
                    path, stat.getMzxid(), children.stream().map(c -> path + "/" + c).toList()));
          } else {
            answer.completeExceptionally(
                KeeperException.create(KeeperException.Code.get(rc), path));
          }
        },
        null);
    return answer;
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
  }
}
