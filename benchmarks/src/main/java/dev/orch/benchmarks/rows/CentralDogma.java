package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.servers.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** LINE's Central Dogma, one server: revisions of text files in a Git repository. */
final class CentralDogma {
  static final String NAME = "Central Dogma";

  private static final String MAIN = "dev.orch.benchmarks.peers.centraldogma.CentralDogmaPeer";

  private final WorkerProcess driver;

  private CentralDogma(WorkerProcess driver) {
    this.driver = driver;
  }

  /** Starts server and driver, which end with the contest, or says why not. */
  static Optional<CentralDogma> start(Contest contest, Bench bench) throws IOException {
    Optional<String> classPath = Peers.classPath(bench, "centraldogma");
    if (classPath.isEmpty()) {
      contest.absent(NAME, Peers.NOT_FETCHED);
      return Optional.empty();
    }
    Path directory = bench.onDisk("centraldogma");
    contest.owning(() -> Trees.delete(directory));
    WorkerProcess server =
        contest.owning(
            WorkerProcess.start(
                List.of("-Xmx1g"),
                classPath.get(),
                MAIN,
                List.of("server", directory.resolve("data").toString()),
                directory.resolve("server.log")));
    String port = server.answer();
    WorkerProcess driver =
        contest.owning(
            WorkerProcess.start(
                List.of("-Xmx1g"), classPath.get(), MAIN, List.of(), directory.resolve("log")));
    driver.ask("connect " + port);
    return Optional.of(new CentralDogma(driver));
  }

  /** Milliseconds. */
  double upload(Path directory) throws IOException {
    return Double.parseDouble(driver.ask("up " + directory));
  }

  /** Lets so many watch one file. */
  void watch(int watchers) throws IOException {
    driver.ask("watch " + watchers);
  }

  /** Milliseconds from before the push until the last watcher has the text. */
  double change(String text) throws IOException {
    return Double.parseDouble(driver.ask("change " + text));
  }
}
