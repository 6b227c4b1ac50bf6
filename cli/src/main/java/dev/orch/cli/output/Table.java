package dev.orch.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in columns that are as wide as their widest cell, two blanks apart, under a heading. Cells
 * may come from outside: what does not show is escaped.
 */
public final class Table {
  private final List<String> heading;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> heading, List<Boolean> right) {
    this.heading = heading;
    this.right = right;
  }

  /** With these headings; one that ends in {@code >} aligns its column to the right. */
  public static Table of(String... headings) {
    return new Table(
        Arrays.stream(headings)
            .map(h -> h.endsWith(">") ? h.substring(0, h.length() - 1) : h)
            .toList(),
        Arrays.stream(headings).map(h -> h.endsWith(">")).toList());
  }

  /**
   * One more row.
   *
   * @throws IllegalArgumentException when it has not as many cells as there are columns
   */
  public Table row(Object... cells) {
    if (cells.length != heading.size()) {
      throw new IllegalArgumentException(
          "expected " + heading.size() + " cells, found " + cells.length);
    }
    rows.add(Arrays.stream(cells).map(cell -> Printable.of(cell.toString())).toList());
    return this;
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints it all. */
  public void print(Output out) {
    lines().forEach(out::line);
  }

  List<String> lines() {
    int[] widths = new int[heading.size()];
    measure(heading, widths);
    rows.forEach(row -> measure(row, widths));
    List<String> lines = new ArrayList<>();
    lines.add(format(heading, widths));
    rows.forEach(row -> lines.add(format(row, widths)));
    return lines;
  }

  private static void measure(List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(row.get(i)));
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private String format(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : "  ");
      line.append(right.get(i) ? gap + row.get(i) : row.get(i) + gap);
    }
    return line.toString().stripTrailing();
  }
}
