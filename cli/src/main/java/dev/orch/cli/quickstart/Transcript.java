package dev.orch.cli.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines that a process prints, to be waited for. Safe for use by several threads. */
final class Transcript {
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  /** Reads to the end of the stream, on the calling thread; each line is handed on as it comes. */
  void read(InputStream stream, Consumer<String> onward) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        onward.accept(line);
        add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** How many lines there are until now. */
  synchronized int size() {
    return lines.size();
  }

  /** The first line after {@code seen} ones, or nothing if none comes in time. */
  synchronized Optional<String> next(int seen, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (lines.size() <= seen && !ended) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return lines.size() > seen ? Optional.of(lines.get(seen)) : Optional.empty();
  }
}
