package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.Problem;
import dev.orch.model.layer.LayerClashes;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayerScope;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.spec.ComponentYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold of the layers of a component together, each sound by itself. */
final class LayerRules {
  private LayerRules() {}

  /** What does not, over all components. */
  static List<Problem> problems(SortedMap<LayerName, FoundComponent> layers) {
    SortedMap<ComponentName, SortedMap<LayerName, FoundComponent>> components = new TreeMap<>();
    layers.forEach(
        (layer, found) ->
            components
                .computeIfAbsent(layer.component(), component -> new TreeMap<>())
                .put(layer, found));
    List<Problem> problems = new ArrayList<>();
    for (SortedMap<LayerName, FoundComponent> component : components.values()) {
      SortedMap<LayerName, Set<ConfigPath>> paths = new TreeMap<>();
      component.forEach((layer, found) -> paths.put(layer, found.files().keySet()));
      LayerClashes.find(paths)
          .forEach(it -> problems.add(new Problem(ShownPath.of(it.where()), it.what())));
      problems.addAll(unordered(component));
    }
    return problems;
  }

  /** An instance can have labels of several keys, so it has to be known which are stronger. */
  private static List<Problem> unordered(Map<LayerName, FoundComponent> layers) {
    SortedSet<String> used = new TreeSet<>();
    Problem problem = null;
    for (LayerName layer : layers.keySet()) {
      if (layer.scope() instanceof LayerScope.Labelled label) {
        used.add(label.key());
      }
    }
    for (Map.Entry<LayerName, FoundComponent> layer : layers.entrySet()) {
      List<String> ordered = layer.getValue().spec().labels();
      if (layer.getKey().isOwn() && used.size() > 1 && !ordered.containsAll(used)) {
        problem =
            new Problem(
                layer.getKey() + "/" + ComponentYaml.FILE_NAME,
                "there are layers for the labels "
                    + String.join(" and ", used)
                    + ", and an instance can have both: expected a key 'labels' that names all of"
                    + " them, the weakest first");
      }
    }
    return problem == null ? List.of() : List.of(problem);
  }
}
