package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.servers.WorkerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where what was fetched of other programs is; see {@code benchmarks/run}. */
final class Peers {
  static final String NOT_FETCHED = "not fetched; see benchmarks/run";

  private Peers() {}

  /**
   * Starts a driver without a server of its own, which ends with the contest, or says why not.
   *
   * @param name for people
   * @param peer its directory below {@code benchmarks/peers}
   */
  static Optional<WorkerProcess> driver(
      Contest contest, Bench bench, String name, String peer, String main) throws IOException {
    Optional<String> classPath = classPath(bench, peer);
    if (classPath.isEmpty()) {
      contest.absent(name, NOT_FETCHED);
      return Optional.empty();
    }
    return Optional.of(
        contest.owning(
            WorkerProcess.start(
                List.of("-Xmx1g"),
                classPath.get(),
                main,
                List.of(),
                bench.onDisk(peer).resolve("log"))));
  }

  /** The class path of one and its driver, if it was fetched. */
  static Optional<String> classPath(Bench bench, String peer) throws IOException {
    Path file = bench.peers().resolve(peer + ".classpath");
    return Files.isReadable(file)
        ? Optional.of(
            bench.peers().resolve(peer) + File.pathSeparator + Files.readString(file).strip())
        : Optional.empty();
  }
}
