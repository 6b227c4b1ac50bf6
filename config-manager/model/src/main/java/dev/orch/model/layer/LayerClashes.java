package dev.orch.model.layer;

import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Finds files of two layers that cannot be in one home together. */
public final class LayerClashes {
  private LayerClashes() {}

  /**
   * Every clash between two of these layers of one component that some instance can have both. Each
   * by itself is sound; since a clash is one of two paths, looking at pairs finds all.
   *
   * @param layers the paths of the files in each
   * @return places are paths below the tree, each in the higher of the two layers
   */
  public static List<Problem> find(SortedMap<LayerName, ? extends Collection<ConfigPath>> layers) {
    List<Problem> problems = new ArrayList<>();
    List<LayerName> names = List.copyOf(layers.keySet());
    for (int high = 1; high < names.size(); high++) {
      for (int low = 0; low < high; low++) {
        if (names.get(low).scope().meets(names.get(high).scope())) {
          clashes(names.get(low), names.get(high), layers, problems);
        }
      }
    }
    return problems;
  }

  private static void clashes(
      LayerName low,
      LayerName high,
      SortedMap<LayerName, ? extends Collection<ConfigPath>> layers,
      List<Problem> problems) {
    Map<String, ConfigPath> files = keys(layers, low);
    Map<String, ConfigPath> above = keys(layers, high);
    above.forEach(
        (key, path) -> {
          ConfigPath same = files.get(key);
          if (same != null && !same.equals(path)) {
            problems.add(
                problem(
                    high,
                    path,
                    "cannot stand over "
                        + low
                        + "/"
                        + same
                        + ": some file systems"
                        + " take the two names for one"));
          }
          below(key, files)
              .forEach(
                  file ->
                      problems.add(
                          problem(
                              high, path, "lies below " + low + "/" + file + ", which is a file")));
        });
    files.forEach(
        (key, path) ->
            below(key, above)
                .forEach(
                    file ->
                        problems.add(
                            problem(
                                high,
                                file,
                                "is a file, and " + low + "/" + path + " lies below it"))));
  }

  private static Map<String, ConfigPath> keys(
      SortedMap<LayerName, ? extends Collection<ConfigPath>> layers, LayerName name) {
    Map<String, ConfigPath> keys = new HashMap<>();
    Collection<ConfigPath> paths = layers.get(name);
    if (paths != null) {
      paths.forEach(path -> keys.put(path.collisionKey(), path));
    }
    return keys;
  }

  /** The files that stand where this path would need a directory. */
  private static List<ConfigPath> below(String key, Map<String, ConfigPath> files) {
    List<ConfigPath> found = new ArrayList<>();
    for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
      ConfigPath file = files.get(key.substring(0, slash));
      if (file != null) {
        found.add(file);
      }
    }
    return found;
  }

  private static Problem problem(LayerName layer, ConfigPath path, String what) {
    return new Problem(layer + "/" + path, what);
  }
}
