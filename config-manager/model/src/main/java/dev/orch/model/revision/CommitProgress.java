package dev.orch.model.revision;

/** Told how far a commit has come. Called from one thread at a time, often; must return at once. */
@FunctionalInterface
public interface CommitProgress {
  /** Told nothing. */
  CommitProgress NONE = (filesDone, filesTotal, bytesDone, bytesTotal) -> {};

  /** Counts of files and of their bytes that are stored, and that are to be. */
  void update(long filesDone, long filesTotal, long bytesDone, long bytesTotal);
}
