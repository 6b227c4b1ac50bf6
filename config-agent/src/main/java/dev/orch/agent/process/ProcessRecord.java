package dev.orch.agent.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers a process beyond the death of its agent: one line, {@code 1 PID BIRTH}. Not synced: a
 * machine that loses it has lost the process as well.
 */
public final class ProcessRecord {
  private static final System.Logger LOG = System.getLogger(ProcessRecord.class.getName());
  private static final Pattern LINE = Pattern.compile("1 ([1-9][0-9]{0,9}) (\\S{1,200})\n");

  private final Path file;

  /**
   * Creates it.
   *
   * @param file need not exist, nor its directory
   */
  public ProcessRecord(Path file) {
    this.file = file;
  }

  Optional<ProcessMark> load() throws IOException {
    try {
      Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (line.matches()) {
        return Optional.of(new ProcessMark(Long.parseLong(line.group(1)), line.group(2)));
      }
      LOG.log(Level.WARNING, "{0} is not a record of a process: ignored", file);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Remembers this one instead.
   *
   * @throws IOException also when it has ended already
   */
  public void save(Process process) throws IOException {
    save(
        ProcessMark.of(process.pid())
            .orElseThrow(() -> new IOException("process " + process.pid() + " ended at once")));
  }

  void save(ProcessMark mark) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(
        next, "1 " + mark.pid() + " " + mark.birth() + "\n", StandardCharsets.ISO_8859_1);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Ends the process if an earlier agent left it running, with all that it started.
   *
   * @param grace between TERM and KILL
   * @return whether it does not run any more
   */
  public boolean endLeftover(Duration grace) throws IOException, InterruptedException {
    Optional<ProcessHandle> leftover = load().flatMap(ProcessMark::find);
    if (leftover.isEmpty()) {
      return true;
    }
    LOG.log(
        Level.WARNING,
        "ending process {0}, which an earlier agent left running",
        Long.toString(leftover.get().pid()));
    return new ProcessTree(leftover.get()).stop(grace);
  }

  /** Remembers none. */
  public void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
