package dev.orch.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in columns that are as wide as their widest cell, two blanks apart, under a heading. Cells
 * may come from outside: what does not show is escaped.
 */
public final class Table {
  private static final String RIGHT = ">";
  private static final String CUT = "…";
  private static final String GAP = "  ";

  /** What is cut more says nothing any more. */
  private static final int LEAST = 8;

  private final List<String> heading;
  private final List<Boolean> right;
  private final int[] cut;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> heading, List<Boolean> right, int[] cut) {
    this.heading = heading;
    this.right = right;
    this.cut = cut;
  }

  /**
   * With these headings. One that ends in {@code >} aligns its column to the right; the cells below
   * one that ends in {@code …} are cut where the table is wider than the terminal, which would wrap
   * every line of it otherwise.
   */
  public static Table of(String... headings) {
    List<String> all = List.of(headings);
    return new Table(
        all.stream().map(Table::name).toList(),
        all.stream().map(h -> h.endsWith(RIGHT)).toList(),
        IntStream.range(0, headings.length).filter(i -> headings[i].endsWith(CUT)).toArray());
  }

  private static String name(String heading) {
    return heading.endsWith(RIGHT) || heading.endsWith(CUT)
        ? heading.substring(0, heading.length() - 1)
        : heading;
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
    lines(out.columns()).forEach(out::line);
  }

  /**
   * All of it.
   *
   * @param columns 0 for as many as it takes
   */
  List<String> lines(int columns) {
    int[] widths = new int[heading.size()];
    measure(heading, widths);
    rows.forEach(row -> measure(row, widths));
    if (columns > 0) {
      fit(widths, columns);
    }
    List<String> lines = new ArrayList<>();
    lines.add(format(heading, widths));
    rows.forEach(row -> lines.add(format(row, widths)));
    return lines;
  }

  /** Takes from the widest of those that may be cut, until all fits or nothing can be taken. */
  private void fit(int[] widths, int columns) {
    int toCut = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - columns;
    while (toCut-- > 0) {
      int widest =
          Arrays.stream(cut).boxed().max(Comparator.comparingInt(i -> widths[i])).orElse(-1);
      if (widest < 0 || widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static void measure(List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(row.get(i)));
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String shortened(String cell, int width) {
    return width(cell) <= width
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + CUT;
  }

  private String format(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = shortened(row.get(i), widths[i]);
      String gap = " ".repeat(widths[i] - width(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(right.get(i) ? gap + cell : cell + gap);
    }
    return line.toString().stripTrailing();
  }
}
