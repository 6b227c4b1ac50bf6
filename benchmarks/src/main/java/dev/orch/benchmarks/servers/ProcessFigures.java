package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process. */
public final class ProcessFigures {
  /** Of all Linux systems on the processors that Java runs on. */
  private static final long MICROS_A_TICK = 10_000;

  private ProcessFigures() {}

  /** How much memory it holds, in MiB. */
  public static double residentMebibytes(long pid) throws IOException {
    return status(pid, "VmRSS:") / 1024.0;
  }

  public static long threads(long pid) throws IOException {
    return status(pid, "Threads:");
  }

  private static long status(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D+", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IOException("the system does not say " + name + " of " + pid));
  }

  /** How long processors have worked for it, in microseconds. */
  public static long cpuMicros(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The second field is a name in brackets that may hold blanks; user and system time are 14 and
    // 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_A_TICK;
  }

  /**
   * How many bytes all processes have sent to others of this machine, what TCP adds included; 0
   * where the system does not say.
   */
  static long loopbackBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/net/dev")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("lo:"))
        .mapToLong(line -> Long.parseLong(line.substring("lo:".length()).strip().split(" ", -1)[0]))
        .findFirst()
        .orElse(0);
  }
}
