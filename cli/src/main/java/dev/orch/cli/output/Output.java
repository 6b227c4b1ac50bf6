package dev.orch.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Standard output: lines of UTF-8, or bytes as they are. Nothing is lost without notice. */
public final class Output {
  private final OutputStream out;
  private final boolean terminal;
  private final int columns;

  /** Where it is not known how many columns there are. */
  public Output(OutputStream out, boolean terminal) {
    this(out, terminal, 0);
  }

  /**
   * With so many columns.
   *
   * @param columns 0 where that is not known, or lines may be of any length
   */
  public Output(OutputStream out, boolean terminal, int columns) {
    this.out = new BufferedOutputStream(out, 16 * 1024);
    this.terminal = terminal;
    this.columns = columns;
  }

  /** Whether a person is looking. */
  public boolean isTerminal() {
    return terminal;
  }

  /** How many columns whoever looks has; 0 where that is not known, or nobody looks. */
  public int columns() {
    return columns;
  }

  /**
   * One line, as it is.
   *
   * @throws OutputFailedException when it cannot be written
   */
  public void line(String text) {
    write(text + "\n");
  }

  /**
   * Text as it is.
   *
   * @throws OutputFailedException when it cannot be written
   */
  public void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8), 0, -1);
  }

  /** The stream for bytes; its failures are an {@link OutputFailedException} too. */
  public OutputStream bytes() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        Output.this.write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) {
        Output.this.write(buffer, offset, length);
      }

      @Override
      public void flush() {
        Output.this.flush();
      }
    };
  }

  private synchronized void write(byte[] buffer, int offset, int length) {
    try {
      out.write(buffer, offset, length < 0 ? buffer.length : length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Hands over what is buffered. */
  public synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static OutputFailedException failed(IOException e) {
    String reason = String.valueOf(e.getMessage());
    boolean readerGone = reason.toLowerCase(Locale.ROOT).contains("broken pipe");
    return new OutputFailedException(reason, readerGone, e);
  }
}
