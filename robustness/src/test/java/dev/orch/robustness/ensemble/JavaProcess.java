package dev.orch.robustness.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java VM of its own with the class path of the tests, and the signals it can be sent. */
public final class JavaProcess implements AutoCloseable {
  /** Starts fast rather than running fast. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true");

  private final Process process;

  private JavaProcess(Process process) {
    this.process = process;
  }

  /** Starts the class's main method; what it prints is appended to these files. */
  public static JavaProcess start(String mainClass, List<String> arguments, Path out, Path err)
      throws IOException {
    return start(List.of(), mainClass, arguments, out, err);
  }

  /** The same, with flags of the Java VM that count more than the usual ones. */
  public static JavaProcess start(
      List<String> flags, String mainClass, List<String> arguments, Path out, Path err)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            mainClass));
    command.addAll(arguments);
    return new JavaProcess(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
            .start());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** KILL, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** STOP: it does nothing until {@link #resume}, and does not notice. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** CONT. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** TERM. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Its exit code.
   *
   * @throws AssertionError when it does not end in time
   */
  public int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("process " + process.pid() + " still runs after " + limit);
    }
    return process.exitValue();
  }

  /** Whether it ended by itself within this time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
