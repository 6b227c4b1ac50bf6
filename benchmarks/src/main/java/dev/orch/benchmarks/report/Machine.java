package dev.orch.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
public final class Machine {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private Machine() {}

  /**
   * Describes it, name by name.
   *
   * @param disk a directory on the file system that servers write to
   */
  public static Map<String, String> describe(Path disk) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processors", Runtime.getRuntime().availableProcessors() + " × " + cpu());
    facts.put("memory", firstLine(MEMORY).replaceAll("\\D+", " ").strip() + " KiB");
    facts.put("file system of the servers", Files.getFileStore(disk).type());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "Java",
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    facts.put("load when the run began", load());
    return facts;
  }

  /** How many processes wanted to run in the last minute, and how that was before. */
  public static String load() throws IOException {
    String[] words = firstLine(LOAD).split(" ", -1);
    return words.length < 3 ? "unknown" : words[0] + " " + words[1] + " " + words[2];
  }

  private static String cpu() throws IOException {
    if (!Files.isReadable(CPUS)) {
      return System.getProperty("os.arch", "unknown");
    }
    return Files.readAllLines(CPUS).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch", "unknown"));
  }

  private static String firstLine(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readAllLines(file).stream().findFirst().orElse("") : "";
  }
}
