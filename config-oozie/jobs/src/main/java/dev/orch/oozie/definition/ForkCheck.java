package dev.orch.oozie.definition;

import dev.orch.oozie.definition.WorkflowGraph.Kind;
import dev.orch.oozie.definition.WorkflowGraph.Node;
import dev.orch.oozie.definition.WorkflowGraph.Transition;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the paths of each fork come together in a join of its own, and no node runs twice: the
 * rules of Oozie 5, of its errors E0732 to E0758. Tells of the first breach only, as one brings
 * others with it.
 */
final class ForkCheck {
  /** The walk calls itself for each step; longer workflows are left to Oozie. */
  private static final int MAX_NODES = 1000;

  private static final Set<Kind> SHARED = EnumSet.of(Kind.KILL, Kind.JOIN, Kind.END);

  private final WorkflowGraph graph;
  private final Findings findings;
  private final Map<String, String> topDecisions = new HashMap<>();
  private final Map<String, String> forkOfJoin = new HashMap<>();
  private final Set<String> walked = new HashSet<>();

  /**
   * How a node is reached.
   *
   * @param fork in which; null if in none
   * @param decision the first one on the way; empty if none
   * @param fine by no transition of an error
   */
  private record Way(@Nullable Node fork, String decision, boolean fine) {}

  private ForkCheck(WorkflowGraph graph, Findings findings) {
    this.graph = graph;
    this.findings = findings;
  }

  /** Of a workflow in which each transition leads to a node, and none in a circle. */
  static void check(WorkflowGraph graph, Findings findings) {
    if (graph.nodes().size() <= MAX_NODES) {
      ForkCheck check = new ForkCheck(graph, findings);
      graph.start().forEach(first -> check.walk(first, new Way(null, "", true)));
    }
  }

  private void walk(Transition by, Way way) {
    Node node = graph.node(by.to());
    if (node == null || !findings.isEmpty()) {
      return;
    }
    if (way.fine() && !SHARED.contains(node.kind())) {
      String other = topDecisions.putIfAbsent(node.name(), way.decision());
      if (other != null && (other.isEmpty() || !other.equals(way.decision()))) {
        tell(by.place(), "the " + node + " would run twice: two paths lead to it at the same time");
        return;
      }
    }
    boolean endsHere = node.kind() == Kind.JOIN || node.kind() == Kind.END;
    if (endsHere || walked.add(node.name())) {
      go(node, by, way);
    }
  }

  private void go(Node node, Transition by, Way way) {
    switch (node.kind()) {
      case KILL -> {}
      case END -> end(node, by, way.fork());
      case JOIN -> join(node, by, way.fork());
      case FORK -> fork(node, way);
      case DECISION -> {
        String first = way.decision().isEmpty() ? node.name() : way.decision();
        node.transitions().forEach(next -> walk(next, new Way(way.fork(), first, way.fine())));
      }
      case ACTION -> {
        for (Transition next : node.transitions()) {
          boolean fine = way.fine() && !next.by().equals("error");
          walk(next, new Way(way.fork(), way.decision(), fine));
        }
      }
    }
  }

  private void end(Node node, Transition by, @Nullable Node fork) {
    if (fork != null) {
      tell(by.place(), "the " + node + " is reached inside the " + fork + ", before a join");
    }
  }

  private void join(Node node, Transition by, @Nullable Node fork) {
    if (fork == null) {
      tell(by.place(), "the " + node + " is reached outside of every fork");
      return;
    }
    String other = forkOfJoin.putIfAbsent(node.name(), fork.name());
    Node otherFork = other == null ? fork : graph.node(other);
    if (otherFork != null && !otherFork.equals(fork)) {
      tell(by.place(), "the " + node + " is reached from the " + otherFork + " and the " + fork);
    }
  }

  private void fork(Node fork, Way way) {
    Set<String> targets = new HashSet<>();
    for (Transition path : fork.transitions()) {
      Node target = graph.node(path.to());
      boolean mayBeShared =
          target == null || target.kind() == Kind.JOIN || target.kind() == Kind.KILL;
      if (!targets.add(path.to()) && !mayBeShared) {
        tell(path.place(), "two paths of the " + fork + " begin with the " + target);
        return;
      }
    }
    fork.transitions().forEach(path -> walk(path, new Way(fork, way.decision(), way.fine())));
    List<Node> joins =
        graph.nodes().stream()
            .filter(node -> fork.name().equals(forkOfJoin.get(node.name())))
            .toList();
    if (joins.size() == 1) {
      joins.get(0).transitions().forEach(next -> walk(next, way));
    } else {
      tell(
          fork.place(),
          joins.isEmpty()
              ? "no path of the " + fork + " leads to a join"
              : "the paths of the "
                  + fork
                  + " lead to several joins: "
                  + joins.get(0)
                  + ", "
                  + joins.get(1));
    }
  }

  private void tell(Place place, String what) {
    if (findings.isEmpty()) {
      findings.add(place, what);
    }
  }
}
