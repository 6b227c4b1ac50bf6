package dev.orch.agent.process;

import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What real processes do, as seen from the outside. */
public final class Observed {
  private Observed() {}

  /** Until the file has this many lines; they are returned. */
  public static List<String> lines(Path file, int count) throws IOException {
    Await.until(count + " lines in " + file.getFileName(), () -> linesNow(file).size() >= count);
    return linesNow(file);
  }

  /** The whole lines that are there now. */
  public static List<String> linesNow(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The process whose id is in the given line. */
  public static ProcessHandle process(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Until no such process runs. */
  public static void ended(String pid) {
    Await.until(
        "end of process " + pid,
        () -> !ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false));
  }
}
