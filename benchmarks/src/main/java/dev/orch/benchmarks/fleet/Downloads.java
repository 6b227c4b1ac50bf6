package dev.orch.benchmarks.fleet;

import dev.orch.benchmarks.servers.PlainDownload;
import dev.orch.benchmarks.servers.RawZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/** Plain clients, each with a session of its own, that read nodes once and write them as files. */
final class Downloads implements Members {
  private final String connect;
  private final List<String> paths;
  private final Path homes;
  private final Arrivals arrivals;
  private final Queue<RawZooKeeper> clients = new ConcurrentLinkedQueue<>();

  Downloads(String connect, List<String> paths, Path homes, Arrivals arrivals) {
    this.connect = connect;
    this.paths = List.copyOf(paths);
    this.homes = homes;
    this.arrivals = arrivals;
  }

  @Override
  public void start(int number) throws Exception {
    RawZooKeeper client = RawZooKeeper.connect(connect);
    clients.add(client);
    PlainDownload.run(client, paths, Files.createDirectories(homes.resolve("i" + number)));
    arrivals.add(1);
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
