package dev.orch.benchmarks.fleet;

import dev.orch.benchmarks.servers.RawZooKeeper;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.Event.EventType;

/** Plain clients, each with a session of its own, that read a node and watch it again. */
final class Watchers implements Members {
  private final String connect;
  private final String path;
  private final Arrivals arrivals;
  private final Queue<RawZooKeeper> clients = new ConcurrentLinkedQueue<>();

  Watchers(String connect, String path, Arrivals arrivals) {
    this.connect = connect;
    this.path = path;
    this.arrivals = arrivals;
  }

  @Override
  public void start(int number) throws IOException, InterruptedException {
    RawZooKeeper client = RawZooKeeper.connect(connect);
    clients.add(client);
    look(client);
  }

  private void look(RawZooKeeper client) {
    client
        .client()
        .getData(
            path,
            event -> {
              if (event.getType() == EventType.NodeDataChanged) {
                look(client);
              }
            },
            (rc, asked, ctx, data, stat) -> {
              if (rc == Code.OK.intValue()) {
                arrivals.add(stat.getVersion());
              }
            },
            null);
  }

  @Override
  public List<Long> await(long version, int count) throws IOException, InterruptedException {
    return arrivals.await(version, count);
  }

  @Override
  public void close() throws InterruptedException, ExecutionException {
    Together.run(CLOSED_TOGETHER, clients, RawZooKeeper::close);
  }
}
