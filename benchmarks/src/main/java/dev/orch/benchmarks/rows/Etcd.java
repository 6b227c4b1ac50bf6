package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.servers.Command;
import dev.orch.benchmarks.servers.EtcdServer;
import dev.orch.benchmarks.servers.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** etcd, one server with fsync, loaded by transactions of 128 files and watched by many. */
final class Etcd {
  static final String NAME = "etcd";
  private static final String MAIN = "dev.orch.benchmarks.peers.etcd.EtcdPeer";

  private final WorkerProcess driver;

  private Etcd(WorkerProcess driver) {
    this.driver = driver;
  }

  /** Starts server and driver, which end with the contest, or says why not. */
  static Optional<Etcd> start(Contest contest, Bench bench)
      throws IOException, InterruptedException {
    Optional<String> classPath = Peers.classPath(bench, "etcd");
    if (classPath.isEmpty() || !Command.isThere("etcd")) {
      contest.absent(NAME, classPath.isEmpty() ? Peers.NOT_FETCHED : "no etcd on the PATH");
      return Optional.empty();
    }
    Path directory = bench.onDisk("etcd");
    contest.owning(() -> Trees.delete(directory));
    EtcdServer server = contest.owning(EtcdServer.start(directory));
    WorkerProcess driver =
        contest.owning(
            WorkerProcess.start(
                List.of("-Xmx1g"), classPath.get(), MAIN, List.of(), directory.resolve("log")));
    driver.ask("connect " + server.url());
    return Optional.of(new Etcd(driver));
  }

  /** Milliseconds. */
  double upload(Path directory) throws IOException {
    double millis = Double.parseDouble(driver.ask("up " + directory));
    driver.ask("clear");
    return millis;
  }

  /** Lets so many watch one key. */
  void watch(int watchers) throws IOException {
    driver.ask("watch " + watchers);
  }

  /** Milliseconds from before the write until the last watcher has read the value. */
  double change(String value) throws IOException {
    return Double.parseDouble(driver.ask("change " + value));
  }
}
