package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where what was fetched of other programs is; see {@code benchmarks/run}. */
final class Peers {
  static final String NOT_FETCHED = "not fetched; see benchmarks/run";

  private Peers() {}

  /** The class path of one and its driver, if it was fetched. */
  static Optional<String> classPath(Bench bench, String peer) throws IOException {
    Path file = bench.peers().resolve(peer + ".classpath");
    return Files.isReadable(file)
        ? Optional.of(
            bench.peers().resolve(peer) + File.pathSeparator + Files.readString(file).strip())
        : Optional.empty();
  }
}
