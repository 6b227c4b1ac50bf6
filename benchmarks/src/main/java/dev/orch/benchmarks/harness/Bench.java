package dev.orch.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are.
 *
 * @param disk where servers keep their data and trees lie, on a file system that syncs
 * @param memory for homes: a tmpfs, so that the disk does not drown what is compared
 * @param distribution the tar.gz that people install, if it was built
 * @param peers a directory with one {@code <name>.classpath} for each peer that could be fetched
 * @param quick fewer rounds and smaller numbers, for a first look
 */
public record Bench(
    Path disk, Path memory, Optional<Path> distribution, Path peers, boolean quick) {

  /** A new directory on disk. */
  public Path onDisk(String name) throws IOException {
    return Files.createTempDirectory(disk, name + "-");
  }

  /** A new directory in memory. */
  public Path inMemory(String name) throws IOException {
    return Files.createTempDirectory(memory, name + "-");
  }

  /** One of two numbers. */
  public int either(int full, int ifQuick) {
    return quick ? ifQuick : full;
  }
}
