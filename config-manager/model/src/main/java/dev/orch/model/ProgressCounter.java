package dev.orch.model;

/** Counts files that are done, of a number that is known. Safe for use by several threads. */
public final class ProgressCounter {
  private final Progress progress;
  private final long filesTotal;
  private final long bytesTotal;
  private long filesDone;
  private long bytesDone;

  /** Told of each file; nothing is done yet. */
  public ProgressCounter(Progress progress, long filesTotal, long bytesTotal) {
    this.progress = progress;
    this.filesTotal = filesTotal;
    this.bytesTotal = bytesTotal;
  }

  /** One more file of this size is done. */
  public synchronized void done(long bytes) {
    filesDone++;
    bytesDone += bytes;
    progress.update(filesDone, filesTotal, bytesDone, bytesTotal);
  }
}
