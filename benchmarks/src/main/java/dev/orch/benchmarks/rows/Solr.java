package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.servers.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Solr does with its configuration sets, in a warm process of its own: its {@code upconfig}
 * and {@code downconfig}, which hash nothing and commit nothing.
 */
final class Solr {
  static final String NAME = "Solr";
  private static final String MAIN = "dev.orch.benchmarks.peers.solr.SolrPeer";

  private final WorkerProcess process;

  private Solr(WorkerProcess process) {
    this.process = process;
  }

  /** Starts one that ends with the contest, or says why not. */
  static Optional<Solr> start(Contest contest, Bench bench, String connectString)
      throws IOException {
    Optional<WorkerProcess> process = Peers.driver(contest, bench, NAME, "solr", MAIN);
    if (process.isEmpty()) {
      return Optional.empty();
    }
    process.get().ask("connect " + connectString);
    return Optional.of(new Solr(process.get()));
  }

  /** Milliseconds. */
  double upload(Path directory, String name) throws IOException {
    return millis("up " + name + " " + directory);
  }

  /** Milliseconds. */
  double download(String name, Path directory) throws IOException {
    return millis("down " + name + " " + directory);
  }

  private double millis(String line) throws IOException {
    return Double.parseDouble(process.ask(line));
  }
}
