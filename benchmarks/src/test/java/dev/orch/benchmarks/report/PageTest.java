package dev.orch.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.RowResult;
import dev.orch.benchmarks.harness.Runner;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table, the JSON and the chart of a run, and the page that they are written into. */
class PageTest {
  @TempDir Path dir;

  private record TestRow() implements Row {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public String title() {
      return "walk & look";
    }

    @Override
    public Unit unit() {
      return Unit.MILLIS;
    }

    @Override
    public List<Target> targets() {
      return List.of(
          Target.timesFloor(1.5), new Target.AheadOf("Peer", 10), new Target.AheadOf("Gone", 2));
    }

    @Override
    public Pace pace() {
      return new Pace(0, 2, 2, Duration.ofHours(1));
    }

    @Override
    public void open(Contest contest, Bench bench) {
      contest.add(Contestant.floor("plain", samples -> samples.add(10)));
      contest.add(Contestant.orch("orch", samples -> samples.add(20)));
      contest.add(Contestant.peer("Peer", samples -> samples.add(300)));
      contest.add(Contestant.part("hashing", samples -> samples.add(5)));
      contest.absent("Gone", "not fetched");
      contest.note(() -> "10 nodes");
    }
  }

  private Report report() throws InterruptedException {
    Bench bench = new Bench(dir, dir, Optional.empty(), dir, false);
    RowResult result =
        new Runner(bench, new PrintStream(PrintStream.nullOutputStream(), true, UTF_8))
            .run(new TestRow());
    return new Report(
        Instant.parse("2026-02-03T04:05:06Z"), Map.of("processors", "2"), false, List.of(result));
  }

  @Test
  void theTableSaysWhatIsOfTheFloorAndWhatWasReached() throws Exception {
    assertThat(MarkdownTable.of(report()))
        .isEqualTo(
            """
            | work | floor | orch | orch ÷ floor | wanted | others |
            | --- | --- | --- | --- | --- | --- |
            | walk & look | plain: 10.0 ms (10.0–10.0) | 20.0 ms (20.0–20.0) | **2.00** (2.00–2.00) \
            | ≤ 1.5 × floor: **missed**<br>≥ 10 × faster than Peer: reached\
            <br>≥ 2 × faster than Gone: not measured \
            | Peer: 300 ms (300–300), 15.0 × orch<br>(hashing): 5.00 ms (5.00–5.00) |

            - walk & look: 10 nodes
            - walk & look: not measured, Gone: not fetched
            """);
  }

  @Test
  void theJsonHoldsEveryValue() throws Exception {
    String json = JsonReport.of(report());

    try (JsonParser parser = new JsonFactory().createParser(json)) {
      int numbers = 0;
      while (parser.nextToken() != null) {
        if (parser.currentToken().isNumeric() && "values".equals(nameOfArray(parser))) {
          numbers++;
        }
      }
      assertThat(numbers).as("values of four contestants in two rounds").isEqualTo(8);
    }
    assertThat(json).contains("\"toFloor\" : 2.0").contains("\"reached\" : false");
  }

  private static String nameOfArray(JsonParser parser) {
    String name = parser.getParsingContext().getParent().getCurrentName();
    return name == null ? "" : name;
  }

  @Test
  void theChartIsXmlAndNamesPeers() throws Exception {
    String svg = RatioChart.of(report());

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
                .getElementsByTagName("circle")
                .getLength())
        .as("points of orch and Peer")
        .isEqualTo(2);
    assertThat(svg).contains("walk &amp; look").contains(">Peer<");
  }

  @Test
  void thePageIsWrittenBetweenItsMarksAndNowhereElse() throws Exception {
    Path page = dir.resolve("benchmarks.md");
    Files.writeString(
        page,
        "before\n<!-- written by the run: begin -->\nold\n<!-- written by the run: end -->\nafter\n");

    Page.publish(report(), dir);

    assertThat(Files.readString(page))
        .startsWith("before\n<!-- written by the run: begin -->\n\nMeasured 2026-02-03.")
        .endsWith("\n<!-- written by the run: end -->\nafter\n")
        .contains("| walk & look |")
        .doesNotContain("old");
    assertThat(dir.resolve("benchmarks/ratios.svg")).exists();
    assertThat(dir.resolve("benchmarks/results.json")).exists();
  }

  @Test
  void aPageWithoutMarksIsLeftAsItIs() throws Exception {
    Path page = dir.resolve("benchmarks.md");
    Files.writeString(page, "no marks\n");
    Report report = report();

    assertThatThrownBy(() -> Page.publish(report, dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected the lines <!-- written by the run: begin -->");
    assertThat(page).hasContent("no marks\n");
  }
}
