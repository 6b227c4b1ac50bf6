package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Path;

/** What another Java cannot give up of its heap. */
public final class LiveHeap {
  private static final String TOTAL = "Total";

  private LiveHeap() {}

  /** After a full collection, in MiB. */
  public static double mebibytes(long pid, Path directory)
      throws IOException, InterruptedException {
    String jcmd = Path.of(JavaCommand.java()).resolveSibling("jcmd").toString();
    String histogram = Command.run(directory, jcmd, Long.toString(pid), "GC.class_histogram");
    return histogram
            .lines()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length == 3 && words[0].equals(TOTAL))
            .mapToLong(words -> Long.parseLong(words[2]))
            .findFirst()
            .orElseThrow(() -> new IOException("jcmd counts no heap: " + histogram))
        / (1024.0 * 1024);
  }
}
