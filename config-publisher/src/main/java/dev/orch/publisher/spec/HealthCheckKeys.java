package dev.orch.publisher.spec;

import dev.orch.model.component.HealthCheck;
import dev.orch.model.component.HealthCheck.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a {@code component.yaml} says of the component's health. */
final class HealthCheckKeys {
  private static final String COMMAND = "command";
  private static final String HTTP = "http";
  private static final String TCP = "tcp";
  private static final String INTERVAL = "interval";
  private static final String SUCCESSES = "successes";
  private static final String DEADLINE = "deadline";
  private static final List<String> PROBES = List.of(COMMAND, HTTP, TCP);
  private static final List<String> KEYS =
      List.of(COMMAND, HTTP, TCP, INTERVAL, SUCCESSES, DEADLINE);

  private final YamlProblems problems;
  private final YamlValues values;
  private final SortedMap<String, String> canonical;

  HealthCheckKeys(YamlProblems problems, YamlValues values, SortedMap<String, String> canonical) {
    this.problems = problems;
    this.values = values;
    this.canonical = canonical;
  }

  void read(String name, Node node) {
    Map<String, Node> keys = values.mapping(name, node, KEYS);
    List<String> probes = PROBES.stream().filter(keys::containsKey).toList();
    if (probes.size() != 1) {
      problems.at(
          node,
          name
              + ": expected one of "
              + String.join(", ", PROBES)
              + ", found "
              + (probes.isEmpty() ? "none" : String.join(" and ", probes)));
    }
    keys.forEach(
        (key, value) -> {
          String full = name + '.' + key;
          read(key, full, value).ifPresent(it -> canonical.put(full, it));
        });
  }

  private Optional<String> read(String key, String name, Node node) {
    return switch (key) {
      case HTTP -> parsed(name, node, text -> Probe.Http.parse(text).toString());
      case TCP -> parsed(name, node, text -> Probe.Tcp.parse(text).toString());
      case INTERVAL, DEADLINE -> values.duration(name, node).map(Object::toString);
      case SUCCESSES -> values.number(name, node, 1, HealthCheck.MAX_SUCCESSES);
      default -> values.text(name, node);
    };
  }

  private Optional<String> parsed(String name, Node node, Function<String, String> reader) {
    return values
        .text(name, node)
        .flatMap(
            text -> {
              try {
                return Optional.of(reader.apply(text));
              } catch (IllegalArgumentException e) {
                problems.at(node, name + ": " + e.getMessage());
                return Optional.empty();
              }
            });
  }
}
