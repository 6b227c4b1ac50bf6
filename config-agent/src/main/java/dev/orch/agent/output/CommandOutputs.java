package dev.orch.agent.output;

import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the trigger's command that ran last wrote, also while it runs. */
public final class CommandOutputs implements OutputSource {
  private static final String SUFFIX = ".log";

  private final Path directory;
  private final String agent;

  // Guarded by this.
  private long runs;
  private String name = "";

  /**
   * Creates it.
   *
   * @param directory where each command's output is, {@code NAME.log}
   * @param agent tells this process from others before and after it
   */
  public CommandOutputs(Path directory, String agent) {
    this.directory = directory;
    this.agent = agent;
  }

  /** A command begins to write. */
  public synchronized void began(String command) {
    runs++;
    name = command;
  }

  private record Run(String name, String id) {}

  private synchronized Optional<Run> current() {
    return runs == 0
        ? Optional.empty()
        : Optional.of(new Run(name, name + '#' + runs + '@' + agent));
  }

  @Override
  public OutputPart after(OutputPlace place) throws IOException {
    Optional<Run> running = current();
    Run stream =
        running.isPresent()
            ? running.get()
            : newest()
                .map(found -> new Run(found, found + "#0@" + agent))
                .orElseThrow(() -> new IOException("no command was run yet"));
    Path file = directory.resolve(stream.name() + SUFFIX);
    byte[] tail = Tail.of(file);
    return Tail.after(place, stream.id(), Math.max(tail.length, Files.size(file)), tail);
  }

  /** Of those that an earlier agent ran. */
  private Optional<String> newest() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> logs;
    try (Stream<Path> files = Files.list(directory)) {
      logs = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
    Path newest = null;
    FileTime time = FileTime.fromMillis(0);
    for (Path log : logs) {
      FileTime written = Files.getLastModifiedTime(log);
      if (newest == null || written.compareTo(time) > 0) {
        newest = log;
        time = written;
      }
    }
    return Optional.ofNullable(newest)
        .map(log -> log.getFileName().toString())
        .map(file -> file.substring(0, file.length() - SUFFIX.length()));
  }
}
