package dev.orch.cli.fleet;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.Output;
import dev.orch.model.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows something again and again until it is interrupted. On a terminal in place, and calmly: what
 * did not change is not painted anew, nothing flickers or scrolls. Elsewhere each new state is
 * printed once.
 */
final class LiveView {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  // ECMA-48: cursor to the top left, erase to the end of the line, of the screen.
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K";
  private static final String END_OF_SCREEN = "\u001b[J";

  private final Invocation invocation;
  private final Clock clock;
  private final CountDownLatch never = new CountDownLatch(1);

  LiveView(Invocation invocation, Clock clock) {
    this.invocation = invocation;
    this.clock = clock;
  }

  /** What is shown. */
  @FunctionalInterface
  interface Frame {
    void print(Output out) throws InterruptedException;
  }

  /**
   * Returns never.
   *
   * @throws InterruptedException when it is interrupted
   */
  void show(Frame frame) throws InterruptedException {
    boolean terminal = invocation.out().isTerminal();
    if (terminal) {
      invocation.out().write(HOME + END_OF_SCREEN);
    }
    String shown = "";
    while (true) {
      String text = render(frame);
      if (!text.equals(shown)) {
        shown = text;
        if (terminal) {
          paint(text);
        } else {
          text.lines().forEach(invocation.out()::line);
          invocation.out().line("");
        }
        invocation.out().flush();
      }
      var unused = never.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private String render(Frame frame) throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes, false, invocation.out().columns());
    try {
      frame.print(out);
    } catch (StoreUnavailableException e) {
      // The view outlives a server that restarts.
      out.line("ZooKeeper does not answer: " + e.getMessage());
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void paint(String text) {
    StringBuilder screen = new StringBuilder(HOME);
    text.lines().forEach(line -> screen.append(line).append(END_OF_LINE).append('\n'));
    screen
        .append(END_OF_LINE)
        .append('\n')
        .append("last change seen at ")
        .append(TIME.format(LocalTime.now(clock)))
        .append("; Ctrl-C ends this")
        .append(END_OF_LINE)
        .append(END_OF_SCREEN)
        .append('\n');
    invocation.out().write(screen.toString());
  }
}
