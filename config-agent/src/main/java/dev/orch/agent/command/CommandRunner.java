package dev.orch.agent.command;

import dev.orch.agent.process.ProcessRecord;
import dev.orch.agent.process.ProcessTree;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.Quoted;
import dev.orch.model.settings.CommandVariable;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs command lines by {@code /bin/sh -c}, one at a time, and waits for the end of the shell, not
 * for that of the daemons it may leave behind.
 *
 * <p>Input and output are files in a directory of orch's own: a command that never reads blocks
 * nobody, and one that leaves a daemon with open output does neither.
 */
public final class CommandRunner {
  private static final System.Logger LOG = System.getLogger(CommandRunner.class.getName());
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

  private final Path scratch;
  private final Duration grace;
  private final ProcessRecord record;
  private final Consumer<String> began;

  /**
   * Creates it with the default grace, 5 s.
   *
   * @param scratch where the commands' input and output are kept; made when it is needed
   */
  public CommandRunner(Path scratch) {
    this(scratch, DEFAULT_GRACE);
  }

  /**
   * The same.
   *
   * @param began told the name of each command before it writes into {@code NAME.log}
   */
  public CommandRunner(Path scratch, Consumer<String> began) {
    this(scratch, DEFAULT_GRACE, began);
  }

  /**
   * Creates it.
   *
   * @param grace how long a command that exceeded its time limit gets between TERM and KILL
   */
  public CommandRunner(Path scratch, Duration grace) {
    this(scratch, grace, name -> {});
  }

  private CommandRunner(Path scratch, Duration grace, Consumer<String> began) {
    this.began = began;
    this.scratch = scratch;
    this.grace = grace;
    this.record = new ProcessRecord(scratch.resolve("running"));
  }

  /**
   * Runs one to its end.
   *
   * @param name which one, for messages and files: stop, start or reload
   * @param limit after it, the command and all it started is ended
   * @throws TriggerException when it ended with a code other than 0, exceeded its time limit or
   *     could not be run
   */
  public void run(
      String name,
      String line,
      Duration limit,
      TriggerContext context,
      Map<CommandVariable, String> variables)
      throws TriggerException, InterruptedException {
    LOG.log(Level.INFO, "running {0} command {1}", name, Quoted.of(line));
    ask(name, line, limit, context, variables);
  }

  /**
   * The same for a command that is run again and again, and only asks something: not logged.
   *
   * @throws TriggerException as {@link #run}
   */
  public void ask(
      String name,
      String line,
      Duration limit,
      TriggerContext context,
      Map<CommandVariable, String> variables)
      throws TriggerException, InterruptedException {
    try {
      Files.createDirectories(scratch);
      // Two at a time would work against each other.
      if (!record.endLeftover(grace)) {
        throw new TriggerException("a command that an earlier agent ran does not end", null);
      }
      OutputFile output = new OutputFile(scratch.resolve(name + ".log"));
      output.reset();
      began.accept(name);
      Path input = scratch.resolve(name + ".json");
      OutputFile.writePrivately(input, ChangeListJson.of(name, context));
      Process process = start(line, directory(context), input.toFile(), output, variables);
      remember(process);
      await(name, line, limit, process, output);
    } catch (IOException e) {
      throw new TriggerException(
          "the " + name + " command " + Quoted.of(line) + " could not be run: " + e, e);
    }
  }

  private static Process start(
      String line,
      File directory,
      File input,
      OutputFile output,
      Map<CommandVariable, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(directory)
            .redirectInput(input)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.path().toFile()));
    variables.forEach((name, value) -> builder.environment().put(name.variable(), value));
    return builder.start();
  }

  private void remember(Process process) {
    try {
      record.save(process);
    } catch (IOException e) {
      // It may have ended already; and if not, only a kill of this agent right now would matter.
      LOG.log(Level.DEBUG, "a command could not be recorded", e);
    }
  }

  private void await(String name, String line, Duration limit, Process process, OutputFile output)
      throws TriggerException, InterruptedException, IOException {
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Whoever interrupts ends the agent: the journal knows that this step is not done.
      process.toHandle().descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      throw e;
    }
    if (!ended) {
      boolean gone = new ProcessTree(process.toHandle()).stop(grace);
      throw new TriggerException(
          String.format(
              "the %s command %s did not end within %s and was %s; its last output: %s",
              name,
              Quoted.of(line),
              seconds(limit),
              gone ? "killed" : "killed, but did not go away",
              output.lastLines()),
          null);
    }
    if (process.exitValue() != 0) {
      throw new TriggerException(
          String.format(
              "the %s command %s ended with exit code %d; its last output: %s",
              name, Quoted.of(line), process.exitValue(), output.lastLines()),
          null);
    }
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private File directory(TriggerContext context) {
    return "file".equals(context.home().getScheme())
        ? Path.of(context.home()).toFile()
        : scratch.toFile();
  }
}
