package dev.orch.cli.output;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.settings.ByteSize;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far work is that takes longer than a second: on a terminal a bar in one line, which is
 * rewritten in place and gone when closed, elsewhere a line every few seconds. Never coloured.
 */
public final class ProgressLine implements CommitProgress, AutoCloseable {
  /** Narrower ones get none: they would show nothing. */
  private static final int MIN_CELLS = 10;

  private static final int MAX_CELLS = 30;
  private static final int USUAL_WIDTH = 80;
  private static final int MAX_WIDTH = 1000;
  private static final long FIRST_AFTER_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long AGAIN_AFTER_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_AFTER_NANOS = Duration.ofSeconds(3).toNanos();
  private static final String CLEAR = "\r\u001b[K";

  private final Messages messages;
  private final Screen screen;
  private final String what;
  private final LongSupplier nanoTime;
  private final long start;
  private long shownAt;
  private boolean shown;

  /**
   * Creates it; the clock starts.
   *
   * @param what is being done, {@code publishing weather}
   */
  public ProgressLine(Messages messages, Screen screen, String what, LongSupplier nanoTime) {
    this.messages = messages;
    this.screen = screen;
    this.what = what;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** The same on standard error, by the machine's clock. */
  public static ProgressLine start(Invocation invocation, String what) {
    return new ProgressLine(invocation.messages(), Screen.of(invocation), what, System::nanoTime);
  }

  /**
   * What it is shown on.
   *
   * @param rewritable whether a line can be rewritten in place
   * @param width in columns, at least 1
   */
  public record Screen(boolean rewritable, int width) {
    /** Standard error: 80 columns unless {@code COLUMNS} says otherwise. */
    static Screen of(Invocation invocation) {
      boolean dumb = "dumb".equals(invocation.environment().value("TERM"));
      String columns = invocation.environment().value("COLUMNS");
      boolean number = columns != null && columns.matches("[1-9][0-9]{0,3}");
      return new Screen(
          invocation.messages().isTerminal() && !dumb,
          number ? Math.min(Integer.parseInt(columns), MAX_WIDTH) : USUAL_WIDTH);
    }
  }

  @Override
  public synchronized void update(
      long filesDone, long filesTotal, long bytesDone, long bytesTotal) {
    if (!isTime()) {
      return;
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%d of %d files, %s of %s",
            filesDone,
            filesTotal,
            ByteSize.format(bytesDone),
            ByteSize.format(bytesTotal));
    show(
        counts, bytesTotal > 0 ? (double) bytesDone / bytesTotal : (double) filesDone / filesTotal);
  }

  /** The same of things that are counted alone, such as {@code jobs}. */
  public synchronized void count(long done, long total, String things) {
    if (isTime()) {
      show(done + " of " + total + " " + things, (double) done / total);
    }
  }

  private boolean isTime() {
    long now = nanoTime.getAsLong();
    if (now - start < (screen.rewritable() ? FIRST_AFTER_NANOS : LINE_AFTER_NANOS)) {
      return false;
    }
    if (shown && now - shownAt < (screen.rewritable() ? AGAIN_AFTER_NANOS : LINE_AFTER_NANOS)) {
      return false;
    }
    shown = true;
    shownAt = now;
    return true;
  }

  private void show(String counts, double part) {
    if (screen.rewritable()) {
      messages.print(CLEAR + bar(counts, part));
    } else {
      messages.line("orch: " + what + ": " + counts);
    }
  }

  /** Stays out of the last column, where some terminals begin a new line. */
  private String bar(String counts, double part) {
    int room = screen.width() - 1 - counts.length() - 1;
    if (room < 2) {
      return counts.substring(0, Math.min(counts.length(), screen.width() - 1));
    }
    String name = what.length() < room ? what + ":" : what.substring(0, room - 1) + "…";
    int cells = Math.min(MAX_CELLS, room - name.length() - 3);
    if (cells < MIN_CELLS) {
      return name + " " + counts;
    }
    int full = (int) Math.max(0, Math.min(cells, Math.floor(part * cells)));
    return name + " [" + "#".repeat(full) + ".".repeat(cells - full) + "] " + counts;
  }

  @Override
  public synchronized void close() {
    if (shown && screen.rewritable()) {
      messages.print(CLEAR);
    }
    shown = false;
  }
}
