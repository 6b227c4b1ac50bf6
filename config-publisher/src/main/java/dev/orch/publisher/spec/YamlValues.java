package dev.orch.publisher.spec;

import dev.orch.model.Quoted;
import dev.orch.model.path.Glob;
import dev.orch.model.settings.DurationText;
import dev.orch.publisher.text.UnknownName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads typed values from YAML nodes; what is wrong is collected, and the value left out. */
final class YamlValues {
  /** Three digits number the elements of a list in the canonical form. */
  static final int MAX_ELEMENTS = 1000;

  private static final int MAX_TEXT = 4096;
  private static final Duration MAX_DURATION = Duration.ofDays(1);
  private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL);

  private final YamlProblems problems;

  YamlValues(YamlProblems problems) {
    this.problems = problems;
  }

  /** Values by key, in the order written; keys that are not among the known ones are refused. */
  Map<String, Node> mapping(String name, Node node, List<String> known) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple entry : entries(name, node)) {
      key(entry)
          .ifPresent(
              key -> {
                if (known.contains(key)) {
                  values.put(key, entry.getValueNode());
                } else {
                  problems.at(entry.getKeyNode(), UnknownName.message("key", key, known));
                }
              });
    }
    return values;
  }

  /** Entries with distinct keys, in the order written. */
  List<NodeTuple> entries(String name, Node node) {
    if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
      problems.at(node, name + ": expected keys and values, found " + describe(node));
      return List.of();
    }
    List<NodeTuple> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      Optional<String> key = key(entry);
      if (key.isEmpty()) {
        problems.at(
            entry.getKeyNode(),
            name + ": expected text as a key, found " + describe(entry.getKeyNode()));
      } else if (!seen.add(key.get())) {
        problems.at(entry.getKeyNode(), "key " + Quoted.of(key.get()) + " is given twice");
      } else {
        entries.add(entry);
      }
    }
    return entries;
  }

  static Optional<String> key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key && key.getTag().equals(Tag.STR)
        ? Optional.of(key.getValue())
        : Optional.empty();
  }

  List<Node> list(String name, Node node) {
    if (!(node instanceof SequenceNode sequence) || !node.getTag().equals(Tag.SEQ)) {
      problems.at(node, name + ": expected a list, found " + describe(node));
      return List.of();
    }
    List<Node> elements = sequence.getValue();
    if (elements.size() > MAX_ELEMENTS) {
      problems.at(
          node,
          name + ": expected at most " + MAX_ELEMENTS + " elements, found " + elements.size());
      return List.of();
    }
    return elements;
  }

  /** The key of a list's element in the canonical form. */
  static String element(String list, int index) {
    return String.format("%s.%03d", list, index);
  }

  /** At least one pattern. */
  List<Glob> patterns(String name, Node node) {
    List<Node> elements = list(name, node);
    if (node instanceof SequenceNode sequence && sequence.getValue().isEmpty()) {
      problems.at(node, name + ": expected at least one pattern, found none");
    }
    return elements.stream().flatMap(element -> pattern(name, element).stream()).toList();
  }

  Optional<Glob> pattern(String name, Node node) {
    return text(name, node)
        .flatMap(
            text -> {
              try {
                return Optional.of(Glob.of(text));
              } catch (IllegalArgumentException e) {
                problems.at(node, name + ": " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  Optional<String> text(String name, Node node) {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
      problems.at(node, name + ": expected text, found " + describe(node));
      return Optional.empty();
    }
    String text = scalar.getValue();
    if (text.isBlank()) {
      problems.at(node, name + ": expected text, found nothing");
      return Optional.empty();
    }
    return storable(name, node, text);
  }

  /** Text, a number, true or false, as written; may be empty. */
  Optional<String> scalar(String name, Node node) {
    if (!(node instanceof ScalarNode scalar) || !SCALARS.contains(scalar.getTag())) {
      problems.at(node, name + ": expected text, a number, true or false, found " + describe(node));
      return Optional.empty();
    }
    return storable(name, node, scalar.getValue());
  }

  private Optional<String> storable(String name, Node node, String text) {
    if (text.length() > MAX_TEXT) {
      problems.at(
          node, name + ": expected at most " + MAX_TEXT + " characters, found " + text.length());
      return Optional.empty();
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      problems.at(node, name + ": control characters are not allowed, found " + Quoted.of(text));
      return Optional.empty();
    }
    // An escape can make one; codePoints() leaves only those that are not in pairs.
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      problems.at(node, name + ": expected text, found half of a surrogate pair");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** A whole number in this range, without leading zeros. */
  Optional<String> number(String name, Node node, int min, int max) {
    return scalar(name, node)
        .flatMap(
            text -> {
              if (text.matches("[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                  return Optional.of(Integer.toString(number));
                }
              }
              problems.at(
                  node,
                  String.format(
                      "%s: expected a number from %d to %d, found %s",
                      name, min, max, Quoted.of(text)));
              return Optional.empty();
            });
  }

  Optional<Boolean> bool(String name, Node node) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Optional.of(Boolean.parseBoolean(scalar.getValue()));
    }
    problems.at(node, name + ": expected true or false, found " + describe(node));
    return Optional.empty();
  }

  Optional<Duration> duration(String name, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.at(node, name + ": expected a duration such as 60s, found " + describe(node));
      return Optional.empty();
    }
    try {
      Duration duration = DurationText.parse(scalar.getValue());
      if (duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
        problems.at(
            node,
            name + ": expected more than 0 and at most 1d, found " + Quoted.of(scalar.getValue()));
        return Optional.empty();
      }
      return Optional.of(duration);
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.at(node, name + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  Optional<String> oneOf(String name, Node node, List<String> values) {
    Optional<String> text = text(name, node);
    if (text.isPresent() && !values.contains(text.get())) {
      problems.at(node, UnknownName.message(name, text.get(), values));
      return Optional.empty();
    }
    return text;
  }

  private static String describe(Node node) {
    if (node instanceof MappingNode) {
      return node.getTag().equals(Tag.MAP) ? "keys and values" : tagged(node);
    }
    if (node instanceof SequenceNode) {
      return node.getTag().equals(Tag.SEQ) ? "a list" : tagged(node);
    }
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Quoted.of(scalar.getValue(), 60);
    }
    return "nothing";
  }

  private static String tagged(Node node) {
    return "a value tagged " + Quoted.of(node.getTag().getValue(), 60);
  }
}
