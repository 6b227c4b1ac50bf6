package dev.orch.benchmarks.report;

import dev.orch.benchmarks.harness.Numbers;
import dev.orch.benchmarks.harness.Role;
import dev.orch.benchmarks.harness.RowResult;
import dev.orch.benchmarks.harness.RowResult.Figure;
import dev.orch.benchmarks.harness.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line a row: the floor, orch, what one is of the other, what was wanted, and all others. */
public final class MarkdownTable {
  private static final double LOW = 0.25;
  private static final double HIGH = 0.75;

  private MarkdownTable() {}

  /** The table of a run, and below it what there is to say of single rows. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append("| work | floor | orch | orch ÷ floor | wanted | others |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    report.results().forEach(result -> text.append(line(result)));
    List<String> remarks = report.results().stream().flatMap(row -> remarks(row).stream()).toList();
    if (!remarks.isEmpty()) {
      text.append('\n');
      remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
    }
    return text.toString();
  }

  private static String line(RowResult result) {
    Optional<Figure> floor = result.the(Role.FLOOR);
    Optional<Figure> orch = result.the(Role.ORCH);
    List<String> cells = new ArrayList<>();
    cells.add(result.row().title());
    cells.add(floor.map(figure -> figure.name() + ": " + value(result, figure)).orElse(""));
    cells.add(orch.map(figure -> value(result, figure)).orElse("not measured"));
    cells.add(floor.isPresent() && orch.isPresent() ? ratio(orch.get(), floor.get()) : "");
    cells.add(
        result.row().targets().stream()
            .map(target -> verdict(target, result))
            .collect(Collectors.joining("<br>")));
    cells.add(
        result.measured().stream()
            .filter(figure -> figure.role() == Role.PEER || figure.role() == Role.PART)
            .map(figure -> other(result, figure, orch))
            .collect(Collectors.joining("<br>")));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String other(RowResult result, Figure figure, Optional<Figure> orch) {
    String name = figure.role() == Role.PART ? "(" + figure.name() + ")" : figure.name();
    String times =
        orch.isPresent() && figure.role() == Role.PEER
            ? ", "
                + Numbers.three(figure.samples().median() / orch.get().samples().median())
                + " × orch"
            : "";
    return name + ": " + value(result, figure) + times;
  }

  /** The median with its unit, and the quartiles. */
  private static String value(RowResult result, Figure figure) {
    String median = Numbers.three(figure.samples().median()) + " " + result.row().unit().symbol();
    if (figure.samples().all().size() == 1) {
      return median;
    }
    String spread =
        Numbers.three(figure.samples().quantile(LOW))
            + "–"
            + Numbers.three(figure.samples().quantile(HIGH));
    return median + " (" + spread + tail(result, figure) + ")";
  }

  private static String tail(RowResult result, Figure figure) {
    return result.row().targets().stream()
        .filter(Target.TimesFloor.class::isInstance)
        .map(Target.TimesFloor.class::cast)
        .filter(target -> target.share() > HIGH)
        .map(
            target ->
                String.format(
                    ", p%.0f %s",
                    target.share() * 100, Numbers.three(figure.samples().quantile(target.share()))))
        .collect(Collectors.joining());
  }

  private static String ratio(Figure orch, Figure floor) {
    RowResult.Ratio ratio = RowResult.ratio(orch, floor);
    String spread =
        orch.samples().rounds() == 1
            ? ""
            : " (" + Numbers.three(ratio.low()) + "–" + Numbers.three(ratio.high()) + ")";
    return "**" + Numbers.three(ratio.median()) + "**" + spread;
  }

  private static String verdict(Target target, RowResult result) {
    String word;
    if (!target.isKnown(result)) {
      word = "not measured";
    } else {
      word = target.isReached(result) ? "reached" : "**missed**";
    }
    return target.text() + ": " + word;
  }

  private static List<String> remarks(RowResult result) {
    List<String> remarks = new ArrayList<>();
    result.notes().forEach(note -> remarks.add(result.row().title() + ": " + note));
    result.absent().forEach(who -> remarks.add(result.row().title() + ": not measured, " + who));
    result
        .failure()
        .ifPresent(why -> remarks.add(result.row().title() + ": **ended early**, " + why));
    return remarks;
  }
}
