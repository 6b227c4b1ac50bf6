package dev.orch.benchmarks;

import dev.orch.benchmarks.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directories of a run, gone when it ends. */
record Places(Bench bench) implements AutoCloseable {
  private static final Path TMPFS = Path.of("/dev/shm");

  static Places make(Arguments arguments) throws IOException {
    Files.createDirectories(arguments.work());
    Path disk = Files.createTempDirectory(arguments.work(), "run-");
    Path memory =
        Files.isWritable(TMPFS) ? Files.createTempDirectory(TMPFS, "orch-benchmarks-") : disk;
    return new Places(
        new Bench(disk, memory, arguments.distribution(), arguments.peers(), arguments.quick()));
  }

  @Override
  public void close() throws IOException {
    for (Path root : List.of(bench.disk(), bench.memory())) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
