package dev.orch.model.revision;

import dev.orch.model.Progress;

/** Told how far a commit has come: of files and of their bytes, those that are stored. */
@FunctionalInterface
public interface CommitProgress extends Progress {
  /** Told nothing. */
  CommitProgress NONE = (filesDone, filesTotal, bytesDone, bytesTotal) -> {};
}
