package dev.orch.cli.output;

import dev.orch.model.revision.CommitProgress;
import dev.orch.model.settings.ByteSize;
import java.util.function.LongSupplier;

/**
 * One line on the terminal that says how far a transfer is, rewritten in place. Shown only to a
 * person, and only for work that takes longer than a second; gone when closed.
 */
public final class ProgressLine implements CommitProgress, AutoCloseable {
  private static final long FIRST_AFTER_NANOS = 1_000_000_000L;
  private static final long AGAIN_AFTER_NANOS = 100_000_000L;
  private static final String CLEAR = "\r\u001b[K";

  private final Messages messages;
  private final String verb;
  private final LongSupplier nanoTime;
  private final long start;
  private long shownAt;
  private boolean shown;

  /**
   * Creates it; the clock starts.
   *
   * @param verb what is being done, {@code publishing}
   */
  public ProgressLine(Messages messages, String verb, LongSupplier nanoTime) {
    this.messages = messages;
    this.verb = verb;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public synchronized void update(
      long filesDone, long filesTotal, long bytesDone, long bytesTotal) {
    long now = nanoTime.getAsLong();
    if (!messages.isTerminal() || now - start < FIRST_AFTER_NANOS) {
      return;
    }
    if (shown && now - shownAt < AGAIN_AFTER_NANOS) {
      return;
    }
    shown = true;
    shownAt = now;
    messages.print(
        String.format(
            "%s%s %d of %d files, %s of %s",
            CLEAR,
            verb,
            filesDone,
            filesTotal,
            ByteSize.format(bytesDone),
            ByteSize.format(bytesTotal)));
  }

  @Override
  public synchronized void close() {
    if (shown) {
      messages.print(CLEAR);
      shown = false;
    }
  }
}
