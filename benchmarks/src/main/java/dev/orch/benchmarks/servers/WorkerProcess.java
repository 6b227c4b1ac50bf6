package dev.orch.benchmarks.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that does what it is told, line by line: it answers each line on its standard
 * output with one line that begins with {@code OK} or {@code FAILED}, and ends when its input does.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final String OK = "OK";

  /** Hundreds of agents say goodbye to a server that others are busy with. */
  private static final long CLOSE_SECONDS = 60;

  private final Process process;
  private final Writer input;
  private final BufferedReader output;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param log where its standard error goes
   */
  public static WorkerProcess start(
      List<String> options, String classPath, String mainClass, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.java());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return new WorkerProcess(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
  }

  /**
   * Tells it something and waits for the answer.
   *
   * @return what follows OK
   * @throws IOException with what follows FAILED, or when it has ended
   */
  public String ask(String line) throws IOException {
    tell(line);
    return answer();
  }

  /** Tells it something; {@link #answer} is to follow. */
  public void tell(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  /** Waits for the answer to what it was told. */
  public String answer() throws IOException {
    String line = output.readLine();
    if (line == null || !line.startsWith(OK)) {
      throw new IOException("expected OK, found " + line + "; see " + log);
    }
    return line.substring(OK.length()).strip();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    input.close();
    if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
