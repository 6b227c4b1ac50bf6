package dev.orch.benchmarks.servers;

import java.util.List;
import java.util.stream.IntStream;

/** How the nodes are named that floors write. */
public final class NodeNames {
  private NodeNames() {}

  /** The first so many. */
  public static List<String> below(String parent, int count) {
    return IntStream.range(0, count).mapToObj(i -> parent + "/f" + i).toList();
  }
}
