package dev.orch.cli.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One agent in a process of its own, with the child that it owns. */
final class AgentProcess implements AutoCloseable {
  private static final Duration LINE_AT_MOST = Duration.ofSeconds(45);
  private static final long END_SECONDS = 20;
  private static final Pattern PID = Pattern.compile("\\(pid (\\d+)\\)");

  private final String component;
  private final Path log;
  private final Process process;
  private final Thread reader;
  private final Transcript transcript = new Transcript();
  private int seen;

  private AgentProcess(String component, Path log, Process process, Consumer<String> onward) {
    this.component = component;
    this.log = log;
    this.process = process;
    this.reader =
        new Thread(
            () -> transcript.read(process.getInputStream(), onward),
            "orch-quickstart-" + component);
  }

  /**
   * Starts one.
   *
   * @param log where the agent's own messages go
   * @param onward told every line that the child prints
   */
  static AgentProcess start(
      String component, List<String> command, Path log, Consumer<String> onward)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(log.toFile())
            .start();
    AgentProcess agent = new AgentProcess(component, log, process, onward);
    agent.reader.start();
    return agent;
  }

  /**
   * Waits for the next line that the child prints, and tells the child's process id.
   *
   * @throws IOException when none comes in time
   */
  long awaitChild() throws IOException, InterruptedException {
    String line =
        transcript
            .next(seen, LINE_AT_MOST)
            .orElseThrow(
                () -> new IOException(component + " did not start in time: " + lastWords()));
    seen = transcript.size();
    Matcher matcher = PID.matcher(line);
    if (!matcher.find()) {
      throw new IOException(component + ": expected a process id, found " + line);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Whether the child printed nothing since the last line that was waited for. */
  boolean wasQuiet() {
    return transcript.size() == seen;
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  /** Asks it to end, which ends its child first; kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
