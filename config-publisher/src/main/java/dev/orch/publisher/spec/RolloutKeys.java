package dev.orch.publisher.spec;

import dev.orch.model.Quoted;
import dev.orch.model.component.Share;
import dev.orch.model.instance.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads what a {@code component.yaml} says below {@code rollout}. */
final class RolloutKeys {
  static final String ROLLOUT = "rollout";

  private static final String MAX_UNAVAILABLE = "maxUnavailable";
  private static final String CANARY = "canary";
  private static final String LABELS = "labels";
  private static final String HEALTH_CHECK = "healthCheck";
  private static final String BAKE = "bake";
  private static final String MAX_FAILURES = "maxFailures";
  private static final List<String> KEYS =
      List.of(MAX_UNAVAILABLE, CANARY, HEALTH_CHECK, BAKE, MAX_FAILURES);

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
          String name = ROLLOUT + '.' + key;
          switch (key) {
            case MAX_UNAVAILABLE -> share(name, value, 1);
            case CANARY -> canary(name, value);
            case HEALTH_CHECK -> new HealthCheckKeys(problems, values, canonical).read(name, value);
            case BAKE ->
                values.duration(name, value).ifPresent(it -> canonical.put(name, it.toString()));
            default ->
                values
                    .number(name, value, 0, Share.MAX_COUNT)
                    .ifPresent(it -> canonical.put(name, it));
          }
        });
    if (keys.containsKey(BAKE) && !keys.containsKey(CANARY)) {
      problems.at(node, BAKE + " is how long canaries are waited for; give " + CANARY + " as well");
    }
    if (keys.containsKey(MAX_FAILURES)
        && !keys.containsKey(CANARY)
        && !keys.containsKey(MAX_UNAVAILABLE)) {
      problems.at(
          node,
          MAX_FAILURES + " is of rollouts; give " + MAX_UNAVAILABLE + " or " + CANARY + " as well");
    }
  }

  private void share(String name, Node node, int least) {
    values
        .scalar(name, node)
        .ifPresent(
            text -> {
              try {
                Share share = Share.parse(text);
                if (share.amount() < least) {
                  problems.at(
                      node, name + ": expected " + least + " or more, found " + Quoted.of(text));
                } else {
                  canonical.put(name, share.toString());
                }
              } catch (IllegalArgumentException e) {
                problems.at(node, name + ": " + e.getMessage());
              }
            });
  }

  private void canary(String name, Node node) {
    if (!(node instanceof MappingNode)) {
      share(name, node, 0);
      return;
    }
    Node labels = values.mapping(name, node, List.of(LABELS)).get(LABELS);
    if (labels == null) {
      problems.at(node, name + ": expected a number, a share such as 10%, or labels");
    } else {
      labels(name + '.' + LABELS, labels);
    }
  }

  /** As a list in the canonical form, since a label's key may have dots. */
  private void labels(String name, Node node) {
    List<String> found = new ArrayList<>();
    if (node instanceof MappingNode) {
      for (NodeTuple entry : values.entries(name, node)) {
        Optional<String> key = YamlValues.key(entry);
        Optional<String> value = values.scalar(name, entry.getValueNode());
        if (key.isPresent() && value.isPresent()) {
          found.add(key.get() + '=' + value.get());
        }
      }
    } else {
      values.list(name, node).forEach(element -> values.text(name, element).ifPresent(found::add));
    }
    if (found.isEmpty()) {
      problems.at(node, name + ": expected at least one label");
      return;
    }
    try {
      Labels labels = Labels.parse(found);
      int number = 0;
      for (String label : new TreeSet<>(List.of(labels.toString().split(",", -1)))) {
        canonical.put(YamlValues.element(name, number++), label);
      }
    } catch (IllegalArgumentException e) {
      problems.at(node, name + ": " + e.getMessage());
    }
  }
}
