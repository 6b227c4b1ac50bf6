package dev.orch.model;

/**
 * Told how far something is that takes a while. Called from one thread at a time, often; must
 * return at once.
 */
@FunctionalInterface
public interface Progress {
  /** Told nothing. */
  Progress NONE = (filesDone, filesTotal, bytesDone, bytesTotal) -> {};

  /** Counts of files and of their bytes that are done, and that are to be. */
  void update(long filesDone, long filesTotal, long bytesDone, long bytesTotal);
}
