package dev.orch.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape was told, read as Prometheus reads it. */
public final class Exposition {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\",?");

  private final SortedMap<String, String> types = new TreeMap<>();
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(String name, Map<String, String> labels, double value) {}

  private Exposition() {}

  /** Fails where a line is none of the format's. */
  public static Exposition parse(String text) {
    Exposition found = new Exposition();
    text.lines().forEach(found::line);
    return found;
  }

  private void line(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] parts = line.split(" ", -1);
      if (types.put(parts[2], parts[3]) != null) {
        throw new AssertionError("twice: " + line);
      }
      return;
    }
    if (line.startsWith("# HELP ")) {
      return;
    }
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    samples.add(new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
  }

  /** Each metric with its type. */
  public SortedMap<String, String> types() {
    return types;
  }

  /** The one value with these labels, given as key, value, key, value; others may stand by. */
  public double value(String name, String... labels) {
    List<Double> found = values(name, labels);
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one " + name + " " + List.of(labels) + ", found " + found.size());
    }
    return found.get(0);
  }

  /** All values with these labels. */
  public List<Double> values(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> has(sample, labels))
        .map(Sample::value)
        .toList();
  }

  private static boolean has(Sample sample, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
        return false;
      }
    }
    return true;
  }
}
