package dev.orch.cli.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error: what is said to people while something else is done. That it cannot be written
 * stops nothing. Safe for use by several threads.
 */
public final class Messages {
  private final PrintStream err;
  private final boolean terminal;

  public Messages(OutputStream err, boolean terminal) {
    this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
    this.terminal = terminal;
  }

  /** Whether a person is looking. */
  public boolean isTerminal() {
    return terminal;
  }

  /** One line. */
  public void line(String text) {
    print(text + "\n");
  }

  /** Just this, at once. */
  public synchronized void print(String text) {
    err.print(text);
    err.flush();
  }

  /** For those who must write to a stream themselves. */
  public PrintStream stream() {
    return err;
  }
}
