package dev.orch.oozie.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program of this module as a process, which says by one line on standard output that it is
 * ready. It ends when this JVM does, however that ends: its standard input is a pipe from here.
 */
final class ReadyProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration END_LIMIT = Duration.ofSeconds(20);
  private static final int SHOWN_LINES = 30;

  private final Process process;
  private final Path errors;
  private final String[] ready;

  private ReadyProcess(Process process, Path errors, String[] ready) {
    this.process = process;
    this.errors = errors;
    this.ready = ready;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param directory where its errors are noted
   * @param options of its JVM
   * @param program the simple name of its class
   * @param words how many its line has, {@code READY} and what it tells, separated by tabs
   */
  static ReadyProcess start(
      Path directory, List<String> options, String program, List<String> arguments, int words)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path errors = directory.resolve("errors.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath()));
    command.add(ReadyProcess.class.getPackageName() + "." + program);
    command.addAll(arguments);
    Process started =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    try {
      return new ReadyProcess(started, errors, readyLine(started, program, words, errors));
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.destroyForcibly().waitFor();
      throw e;
    }
  }

  private static String[] readyLine(Process started, String program, int words, Path errors)
      throws IOException, InterruptedException {
    BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
    FutureTask<@Nullable String> line = new FutureTask<>(output::readLine);
    Thread reader = new Thread(line, "orch-test-oozie-ready");
    reader.setDaemon(true);
    reader.start();
    try {
      String text = line.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (text != null && text.startsWith("READY\t") && text.split("\t").length == words) {
        return text.split("\t");
      }
      throw new IOException(
          program + " did not start, it said " + text + "; " + lastErrors(errors));
    } catch (TimeoutException e) {
      throw new IOException(
          program + " was not ready after " + START_LIMIT + "; " + lastErrors(errors), e);
    } catch (ExecutionException e) {
      throw new IOException(program + " did not start; see " + errors, e);
    }
  }

  /** The end of them: the directory may be gone by the time that someone looks. */
  private static String lastErrors(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
    return errors
        + " ends with:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private static String classPath() throws IOException {
    try (InputStream file = ReadyProcess.class.getResourceAsStream("server.classpath")) {
      if (file == null) {
        throw new IOException("expected server.classpath beside ReadyProcess: build this module");
      }
      Path own =
          Path.of(ReadyProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own
          + System.getProperty("path.separator")
          + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** What its line told. */
  String word(int index) {
    return ready[index];
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end and waits for it. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new IOException("it did not end within " + END_LIMIT + "; see " + errors);
    }
  }

  /** Ends it as a power cut does to the process. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
