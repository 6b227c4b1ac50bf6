package dev.orch.benchmarks.report;

import dev.orch.benchmarks.harness.Numbers;
import dev.orch.benchmarks.harness.Role;
import dev.orch.benchmarks.harness.RowResult;
import dev.orch.benchmarks.harness.RowResult.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chart of how many times the floor everyone takes, row by row, on a logarithmic scale: a point
 * is the quotient of the medians, the line through it holds the middle half of all rounds.
 */
public final class RatioChart {
  private static final int WIDTH = 900;
  private static final int LEFT = 360;
  private static final int RIGHT = 60;
  private static final int TOP = 56;
  private static final int LINE = 26;

  private final StringBuilder svg = new StringBuilder();
  private final double least;
  private final double most;

  private RatioChart(double least, double most) {
    this.least = least;
    this.most = most;
  }

  /** The chart as SVG; rows without a floor are not on it. */
  public static String of(Report report) {
    List<RowResult> rows =
        report.results().stream()
            .filter(row -> row.the(Role.FLOOR).isPresent() && row.the(Role.ORCH).isPresent())
            .toList();
    double least = 1;
    double most = 10;
    for (RowResult row : rows) {
      for (Figure figure : shown(row)) {
        double ratio = RowResult.ratio(figure, row.the(Role.FLOOR).orElseThrow()).median();
        least = Math.min(least, ratio);
        most = Math.max(most, ratio);
      }
    }
    RatioChart chart = new RatioChart(power(Math.floor(Math.log10(least))), most * 1.5);
    return chart.draw(rows);
  }

  private static double power(double exponent) {
    return Math.pow(10, exponent);
  }

  private static List<Figure> shown(RowResult row) {
    List<Figure> figures = new ArrayList<>(row.measured());
    figures.removeIf(figure -> figure.role() == Role.PART || figure.role() == Role.FLOOR);
    return figures;
  }

  private String draw(List<RowResult> rows) {
    int height = TOP + LINE * rows.size() + 20;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH, height);
    // Pages may be light or dark.
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    add(
        "<text x=\"12\" y=\"20\" font-size=\"14\" font-weight=\"bold\">Times the floor, lower is"
            + " better</text>");
    for (double tick = least; tick <= most; tick *= 10) {
      grid(tick, height);
    }
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + LINE * i + LINE / 2);
    }
    add("</svg>");
    return svg.toString();
  }

  private void grid(double tick, int height) {
    double x = x(tick);
    add(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
        x, TOP - 8, x, height - 12, tick == 1 ? "#333333" : "#dddddd");
    add(
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>",
        x, TOP - 14, tick == 1 ? "floor" : "×" + Numbers.three(tick).replaceAll("\\.?0+$", ""));
  }

  private void row(RowResult row, int y) {
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
        LEFT - 10, y + 4, escaped(row.row().title()));
    Optional<Figure> floor = row.the(Role.FLOOR);
    for (Figure figure : shown(row)) {
      RowResult.Ratio ratio = RowResult.ratio(figure, floor.orElseThrow());
      String colour = figure.role() == Role.ORCH ? "#1f6fb4" : "#c8651b";
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
          x(ratio.low()), y, x(ratio.high()), y, colour);
      add(
          "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"><title>%s: ×%s</title></circle>",
          x(ratio.median()), y, colour, escaped(figure.name()), Numbers.three(ratio.median()));
      if (figure.role() == Role.PEER) {
        add(
            "<text x=\"%.1f\" y=\"%d\" font-size=\"10\" fill=\"%s\">%s</text>",
            x(ratio.median()) + 8, y - 4, colour, escaped(figure.name()));
      }
    }
  }

  private double x(double ratio) {
    double share =
        (Math.log10(Math.max(ratio, least)) - Math.log10(least))
            / (Math.log10(most) - Math.log10(least));
    return LEFT + Math.min(share, 1) * (WIDTH - LEFT - RIGHT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
