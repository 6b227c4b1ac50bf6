package dev.orch.benchmarks.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs run to their end. */
public final class Command {
  private static final int LONG = 400;

  private Command() {}

  /** Whether there is one of this name on the PATH. */
  public static boolean isThere(String name) {
    return List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  /**
   * Runs one and gives what it printed, its errors included.
   *
   * @throws IOException when it ends with anything but 0, with what it printed
   */
  public static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    return run(directory, Map.of(), List.of(command));
  }

  /**
   * The same with more in its environment.
   *
   * @throws IOException when it ends with anything but 0, with what it printed
   */
  public static String run(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      // Class paths are longer than anyone reads.
      List<String> shown = command.stream().filter(word -> word.length() < LONG).toList();
      throw new IOException(
          String.join(" ", shown)
              + " ended with "
              + exit
              + ": "
              + printed.substring(Math.max(0, printed.length() - LONG)));
    }
    return printed;
  }
}
