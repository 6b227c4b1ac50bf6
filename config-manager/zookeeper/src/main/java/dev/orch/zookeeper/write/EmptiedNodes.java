package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.layout.Layout;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
    Set<String> candidates = new TreeSet<>(unneeded);
    gone.forEach(path -> addAbove(path, candidates));
    unneeded.forEach(path -> addAbove(path, candidates));
    candidates.removeAll(gone);
    readChildren(candidates);
    gone.forEach(this::count);
    // From below: whether a node is emptied is known once all below it are looked at.
    for (String path : bottomUp(candidates)) {
      if (going.getOrDefault(path, 0).equals(children.get(path))) {
        all.add(path);
        count(path);
      }
    }
    return all;
  }

  /** All at once: level by level, each would be a round trip. */
  private void readChildren(Set<String> paths) throws InterruptedException {
    reads.pipelined(
        paths,
        WINDOW,
        (zk, path) -> Requests.exists(zk, path, null),
        (path, stat) ->
            children.put(path, stat.isPresent() ? stat.get().getNumChildren() : Integer.MAX_VALUE));
  }

  private void addAbove(String path, Set<String> candidates) {
    String below = path;
    while (!roots.contains(below)) {
      below = Layout.parent(below);
      if (!candidates.add(below)) {
        return;
      }
    }
  }

  private static List<String> bottomUp(Set<String> paths) {
    return paths.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  private void count(String path) {
    if (!roots.contains(path)) {
      going.merge(Layout.parent(path), 1, Integer::sum);
    }
  }
}
