package dev.orch.publisher.spec;

import dev.orch.model.Quoted;
import dev.orch.model.component.HealthCheck;
import dev.orch.model.component.HealthCheck.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a {@code component.yaml} says below {@code rollout}. */
final class RolloutKeys {
  static final String ROLLOUT = "rollout";

  private static final String HEALTH_CHECK = "healthCheck";
  private static final List<String> KEYS =
      List.of("maxUnavailable", "canary", HEALTH_CHECK, "bake", "maxFailures");

  private static final String COMMAND = "command";
  private static final String HTTP = "http";
  private static final String TCP = "tcp";
  private static final String INTERVAL = "interval";
  private static final String SUCCESSES = "successes";
  private static final String DEADLINE = "deadline";
  private static final List<String> PROBES = List.of(COMMAND, HTTP, TCP);
  private static final List<String> HEALTH_KEYS =
      List.of(COMMAND, HTTP, TCP, INTERVAL, SUCCESSES, DEADLINE);

  private final YamlProblems problems;
  private final YamlValues values;
  private final SortedMap<String, String> canonical;

  RolloutKeys(YamlProblems problems, YamlValues values, SortedMap<String, String> canonical) {
    this.problems = problems;
    this.values = values;
    this.canonical = canonical;
  }

  void read(@Nullable Node node) {
    if (node == null) {
      return;
    }
    Map<String, Node> keys = values.mapping(ROLLOUT, node, KEYS);
    keys.forEach(
        (key, value) -> {
          if (!key.equals(HEALTH_CHECK)) {
            problems.at(
                value, ROLLOUT + '.' + key + " is not supported by this version yet; leave it out");
          }
        });
    healthCheck(keys.get(HEALTH_CHECK));
  }

  private void healthCheck(@Nullable Node node) {
    if (node == null) {
      return;
    }
    Map<String, Node> keys = values.mapping(HEALTH_CHECK, node, HEALTH_KEYS);
    List<String> probes = PROBES.stream().filter(keys::containsKey).toList();
    if (probes.size() != 1) {
      problems.at(
          node,
          HEALTH_CHECK
              + ": expected one of "
              + String.join(", ", PROBES)
              + ", found "
              + (probes.isEmpty() ? "none" : String.join(" and ", probes)));
    }
    keys.forEach((key, value) -> healthValue(key, value).ifPresent(it -> put(key, it)));
  }

  private void put(String key, String value) {
    canonical.put(ROLLOUT + '.' + HEALTH_CHECK + '.' + key, value);
  }

  private Optional<String> healthValue(String key, Node node) {
    return switch (key) {
      case HTTP -> parsed(key, node, text -> Probe.Http.parse(text).toString());
      case TCP -> parsed(key, node, text -> Probe.Tcp.parse(text).toString());
      case INTERVAL, DEADLINE -> values.duration(name(key), node).map(Object::toString);
      case SUCCESSES -> number(key, node);
      default -> values.text(name(key), node);
    };
  }

  private static String name(String key) {
    return HEALTH_CHECK + '.' + key;
  }

  private Optional<String> parsed(String key, Node node, Function<String, String> reader) {
    return values
        .text(name(key), node)
        .flatMap(
            text -> {
              try {
                return Optional.of(reader.apply(text));
              } catch (IllegalArgumentException e) {
                problems.at(node, name(key) + ": " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  private Optional<String> number(String key, Node node) {
    return values
        .scalar(name(key), node)
        .flatMap(
            text -> {
              if (text.matches("[0-9]{1,4}")) {
                int number = Integer.parseInt(text);
                if (number >= 1 && number <= HealthCheck.MAX_SUCCESSES) {
                  return Optional.of(Integer.toString(number));
                }
              }
              problems.at(
                  node,
                  name(key)
                      + ": expected a number from 1 to "
                      + HealthCheck.MAX_SUCCESSES
                      + ", found "
                      + Quoted.of(text));
              return Optional.empty();
            });
  }
}
