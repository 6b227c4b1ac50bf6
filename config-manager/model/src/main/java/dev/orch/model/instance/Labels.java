package dev.orch.model.instance;

import dev.orch.model.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an instance is told of its place in the fleet, such as {@code rack=a}; given to its agent at
 * the start.
 *
 * <p>At most {@value #MAX_COUNT} labels. Keys and values are 1 to {@value #MAX_LENGTH} ASCII
 * letters, digits, {@code .}, {@code _} and {@code -}, beginning with a letter or digit, so that a
 * label can stand in the name of a directory and of a znode.
 *
 * @param values the value of each key; unmodifiable
 */
public record Labels(SortedMap<String, String> values) {
  /** No label at all. */
  public static final Labels NONE = new Labels(new TreeMap<>());

  /** The most labels of one instance. */
  public static final int MAX_COUNT = 32;

  /** The longest key and the longest value, in characters. */
  public static final int MAX_LENGTH = 63;

  private static final Pattern LEGAL =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + '}');

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when there are too many, or one is not legal
   */
  public Labels {
    values.forEach(
        (key, value) ->
            problem(key + '=' + value)
                .ifPresent(
                    problem -> {
                      throw new IllegalArgumentException(problem);
                    }));
    if (values.size() > MAX_COUNT) {
      throw new IllegalArgumentException(
          "expected at most " + MAX_COUNT + " labels, found " + values.size());
    }
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** What is wrong with this as {@code KEY=VALUE}, or nothing. */
  public static Optional<String> problem(String label) {
    int equals = label.indexOf('=');
    boolean legal =
        equals > 0
            && LEGAL.matcher(label.substring(0, equals)).matches()
            && LEGAL.matcher(label.substring(equals + 1)).matches();
    return legal
        ? Optional.empty()
        : Optional.of(
            "label "
                + Quoted.of(label)
                + ": expected KEY=VALUE, each 1 to "
                + MAX_LENGTH
                + " letters, digits, '.', '_' and '-', beginning with a letter or digit");
  }

  /**
   * Reads labels, each {@code KEY=VALUE}.
   *
   * @throws IllegalArgumentException naming everything that is wrong, also a key with two values
   */
  public static Labels parse(Collection<String> labels) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, String> values = new TreeMap<>();
    for (String label : labels) {
      Optional<String> problem = problem(label);
      if (problem.isPresent()) {
        problems.add(problem.get());
        continue;
      }
      int equals = label.indexOf('=');
      String value = label.substring(equals + 1);
      String other = values.put(label.substring(0, equals), value);
      if (other != null && !other.equals(value)) {
        problems.add(
            "label "
                + label.substring(0, equals)
                + ": expected one value, found "
                + other
                + " and "
                + value);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new Labels(values);
  }

  /** The value of this key, if it has one. */
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Whether each of these labels is one of them. */
  public boolean include(Labels others) {
    for (Map.Entry<String, String> other : others.values.entrySet()) {
      if (!other.getValue().equals(values.get(other.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** As one line: {@code dc=x,rack=a}; empty if there is none. */
  @Override
  public String toString() {
    List<String> labels = new ArrayList<>();
    values.forEach((key, value) -> labels.add(key + '=' + value));
    return String.join(",", labels);
  }
}
