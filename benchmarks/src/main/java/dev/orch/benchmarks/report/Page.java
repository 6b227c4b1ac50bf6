package dev.orch.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes a run: into a directory of its own, and into the page that people read. */
public final class Page {
  private static final String FILE = "benchmarks.md";
  private static final String BEGIN = "<!-- written by the run: begin -->\n";
  private static final String END = "<!-- written by the run: end -->\n";
  private static final String CHART = "ratios.svg";

  private Page() {}

  /** Writes table, JSON and chart into a directory, which is made. */
  public static void write(Report report, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("table.md"), MarkdownTable.of(report), UTF_8);
    Files.writeString(directory.resolve("results.json"), JsonReport.of(report), UTF_8);
    Files.writeString(directory.resolve(CHART), RatioChart.of(report), UTF_8);
  }

  /**
   * Writes the same into the page {@code benchmarks.md} in {@code docs}, between its two marks, and
   * beside it.
   *
   * @throws IOException when the page or its marks are not there
   */
  public static void publish(Report report, Path docs) throws IOException {
    Path page = docs.resolve(FILE);
    String text = Files.readString(page, UTF_8);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + ": expected the lines " + BEGIN.strip() + " and " + END.strip());
    }
    write(report, docs.resolve("benchmarks"));
    Files.delete(docs.resolve("benchmarks/table.md"));
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length()) + body(report) + text.substring(end),
        UTF_8);
  }

  private static String body(Report report) {
    String machine =
        report.machine().entrySet().stream()
            .map(fact -> fact.getKey() + ": " + fact.getValue())
            .collect(Collectors.joining("; "));
    return "\nMeasured "
        + report.when().toString().substring(0, 10)
        + (report.quick() ? ", in a quick run" : "")
        + ". "
        + machine
        + ".\n\n![How many times the floor each takes](benchmarks/"
        + CHART
        + ")\n\n"
        + MarkdownTable.of(report)
        + "\n";
  }
}
