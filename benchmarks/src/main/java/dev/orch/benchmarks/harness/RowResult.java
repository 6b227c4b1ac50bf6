package dev.orch.benchmarks.harness;

import java.util.List;
import java.util.Optional;

/**
 * What came of a row.
 *
 * @param absent who could not take part, and why
 * @param failure why it ended before its time; empty if it did not
 */
public record RowResult(
    Row row,
    List<Figure> figures,
    List<String> absent,
    List<String> notes,
    Optional<String> failure) {

  /** What was measured of one contestant. */
  public record Figure(Role role, String name, Samples samples) {}

  /** A quotient with its spread: the quartiles of the quotients of single rounds. */
  public record Ratio(double median, double low, double high) {}

  public RowResult {
    figures = List.copyOf(figures);
    absent = List.copyOf(absent);
    notes = List.copyOf(notes);
  }

  /** The first in this role that was measured. */
  public Optional<Figure> the(Role role) {
    return measured().stream().filter(figure -> figure.role() == role).findFirst();
  }

  /** The one of this name, if it was measured. */
  public Optional<Figure> named(String name) {
    return measured().stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /** All who were measured. */
  public List<Figure> measured() {
    return figures.stream().filter(figure -> !figure.samples().isEmpty()).toList();
  }

  /** One by the other: of the medians, with the quartiles of what each round gave. */
  public static Ratio ratio(Figure one, Figure other) {
    List<Double> ratios = one.samples().ratiosTo(other.samples());
    return new Ratio(
        one.samples().median() / other.samples().median(),
        Samples.quantile(ratios, 0.25),
        Samples.quantile(ratios, 0.75));
  }
}
