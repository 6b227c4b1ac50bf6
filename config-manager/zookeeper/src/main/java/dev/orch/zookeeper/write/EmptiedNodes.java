package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.layout.Layout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the znodes that nothing is left below when others go. */
final class EmptiedNodes {
  private static final int WINDOW = 64;

  private final Reads reads;
  private final Set<String> roots;

  /** How many children each of these has now. */
  private final Map<String, Integer> children = new HashMap<>();

  /** How many of them go. */
  private final Map<String, Integer> going = new HashMap<>();

  /** Those at or below these roots. */
  EmptiedNodes(Reads reads, Set<String> roots) {
    this.reads = reads;
    this.roots = Set.copyOf(roots);
  }

  /**
   * Those that go, and those that are empty by that.
   *
   * @param gone below the roots, with everything below each
   * @param unneeded which go as soon as nothing is left below them
   */
  Set<String> with(Set<String> gone, Set<String> unneeded) throws InterruptedException {
    Set<String> all = new HashSet<>(gone);
    Set<String> parents = new TreeSet<>(unneeded);
    gone.forEach(path -> count(path, parents));
    while (true) {
      parents.removeAll(all);
      reads.pipelined(
          parents.stream().filter(path -> !children.containsKey(path)).toList(),
          WINDOW,
          (zk, path) -> Requests.exists(zk, path, null),
          (path, stat) ->
              children.put(
                  path, stat.isPresent() ? stat.get().getNumChildren() : Integer.MAX_VALUE));
      Set<String> emptied = new HashSet<>();
      for (String path : parents) {
        if (going.getOrDefault(path, 0).equals(children.get(path))) {
          emptied.add(path);
        }
      }
      if (emptied.isEmpty()) {
        return all;
      }
      all.addAll(emptied);
      emptied.forEach(path -> count(path, parents));
    }
  }

  private void count(String path, Set<String> parents) {
    if (!roots.contains(path)) {
      String parent = Layout.parent(path);
      going.merge(parent, 1, Integer::sum);
      parents.add(parent);
    }
  }
}
