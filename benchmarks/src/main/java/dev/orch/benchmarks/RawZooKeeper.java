package dev.orch.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** The client library alone, for what the hardware and ZooKeeper give at best. */
final class RawZooKeeper implements AutoCloseable {
  private static final int SESSION_MILLIS = 30_000;

  private final ZooKeeper client;

  private RawZooKeeper(ZooKeeper client) {
    this.client = client;
  }

  static RawZooKeeper connect(String connectString) throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            connectString,
            SESSION_MILLIS,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(30, TimeUnit.SECONDS)) {
      client.close();
      throw new IOException("no connection to " + connectString);
    }
    return new RawZooKeeper(client);
  }

  void create(String path) throws KeeperException, InterruptedException {
    client.create(path, new byte[0], new ArrayList<>(Ids.OPEN_ACL_UNSAFE), CreateMode.PERSISTENT);
  }

  /**
   * Creates one node for each content below a parent that exists, in transactions of at most {@code
   * batchBytes} of content, all sent at once.
   */
  void createPipelined(String parent, List<byte[]> contents, int batchBytes)
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
    for (CompletableFuture<Integer> reply : replies) {
      KeeperException.Code code = KeeperException.Code.get(reply.join());
      if (code != KeeperException.Code.OK) {
        throw KeeperException.create(code);
      }
    }
  }

  private CompletableFuture<Integer> send(List<Op> batch) {
    CompletableFuture<Integer> reply = new CompletableFuture<>();
    client.multi(batch, (rc, path, ctx, results) -> reply.complete(rc), null);
    return reply;
  }

  /** The number of the last transaction. */
  long lastTransaction() throws KeeperException, InterruptedException {
    // Any write of one's own is a transaction and tells its number.
    Stat stat = client.setData("/", new byte[0], -1);
    return stat.getMzxid();
  }

  /** Counts nodes below {@code root} that were created or written after a transaction. */
  long nodesWrittenSince(String root, long transaction) throws InterruptedException {
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

  private record Node(long written, List<String> children) {}

  private CompletableFuture<Node> ask(String path) {
    CompletableFuture<Node> answer = new CompletableFuture<>();
    client.getChildren(
        path,
        false,
        (rc, asked, ctx, children, stat) -> {
          if (rc == KeeperException.Code.OK.intValue()) {
            answer.complete(
                new Node(stat.getMzxid(), children.stream().map(c -> path + "/" + c).toList()));
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
