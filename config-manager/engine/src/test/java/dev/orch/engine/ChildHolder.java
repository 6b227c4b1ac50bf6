package dev.orch.engine;

import dev.orch.model.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that holds a home, or tries to. */
final class ChildHolder implements AutoCloseable {
  /** How the child ends when the home is held by someone else. */
  static final int REFUSED = 4;

  private final Process process;

  private ChildHolder(Process process) {
    this.process = process;
  }

  /** Returns once it holds it. */
  static ChildHolder hold(Path home) throws IOException {
    ChildHolder child = tryToHold(home);
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(child.process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (!"held".equals(line)) {
      throw new AssertionError("expected a child that holds the home, found " + line);
    }
    return child;
  }

  static ChildHolder tryToHold(Path home) throws IOException {
    return new ChildHolder(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildHolder.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  long pid() {
    return process.pid();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
  }

  /** In the child: holds the home until it is killed. */
  public static void main(String[] arguments) throws Exception {
    try (LocalHome home = LocalHome.open(Path.of(arguments[0]), HomeOptions.DEFAULT)) {
      System.out.println(home.directory().toString().isEmpty() ? "nothing" : "held");
      Thread.sleep(TimeUnit.MINUTES.toMillis(5));
    } catch (RefusedException e) {
      System.exit(REFUSED);
    }
  }
}
