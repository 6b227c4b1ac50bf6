package dev.orch.oozie.definition;

import dev.orch.model.Quoted;
import dev.orch.oozie.definition.WorkflowGraph.Kind;
import dev.orch.oozie.definition.WorkflowGraph.Node;
import dev.orch.oozie.definition.WorkflowGraph.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the transitions of a workflow lead from its start through all nodes to an end. */
final class TransitionCheck {
  private static final int MAX_NAMED = 12;

  private final WorkflowGraph graph;
  private final Findings findings;
  private final Set<String> reached = new HashSet<>();

  /** Where the walk is: a node, and what is left of its transitions. */
  private record Step(Node node, Iterator<Transition> rest) {}

  private TransitionCheck(WorkflowGraph graph, Findings findings) {
    this.graph = graph;
    this.findings = findings;
  }

  static void check(WorkflowGraph graph, Findings findings) {
    TransitionCheck check = new TransitionCheck(graph, findings);
    check.targets("the start", graph.start());
    graph.nodes().forEach(node -> check.targets("the " + node, node.transitions()));
    graph.start().forEach(check::walk);
    graph.nodes().forEach(check::reached);
  }

  private void targets(String from, List<Transition> transitions) {
    for (Transition transition : transitions) {
      if (graph.node(transition.to()) == null) {
        findings.add(
            transition.place(),
            from
                + " leads to "
                + Quoted.of(transition.to())
                + ", which is no node of the workflow");
      }
    }
  }

  /** Through all that is reached by it; on a path of its own, since workflows may be long. */
  private void walk(Transition first) {
    Deque<Step> path = new ArrayDeque<>();
    Set<String> onPath = new HashSet<>();
    enter(first.to(), path, onPath);
    while (!path.isEmpty()) {
      Step step = path.element();
      if (!step.rest().hasNext()) {
        path.pop();
        onPath.remove(step.node().name());
        continue;
      }
      Transition next = step.rest().next();
      if (onPath.contains(next.to())) {
        if (findings.isFull()) {
          return;
        }
        findings.add(next.place(), "the workflow goes round in a circle: " + circle(path, next));
      } else {
        enter(next.to(), path, onPath);
      }
    }
  }

  private void enter(String name, Deque<Step> path, Set<String> onPath) {
    Node node = graph.node(name);
    if (node != null && reached.add(name)) {
      path.push(new Step(node, node.transitions().iterator()));
      onPath.add(name);
    }
  }

  private static String circle(Deque<Step> path, Transition closing) {
    Deque<String> names = new ArrayDeque<>();
    for (Step step : path) {
      names.addFirst(step.node().name());
      if (step.node().name().equals(closing.to())) {
        break;
      }
    }
    names.addLast(closing.to());
    String shown =
        names.stream().limit(MAX_NAMED).map(Quoted::of).collect(Collectors.joining(" → "));
    return names.size() > MAX_NAMED ? shown + " → … → " + Quoted.of(closing.to()) : shown;
  }

  /** Nobody needs to come to a bad end, and every workflow must have a good one. */
  private void reached(Node node) {
    boolean mayBeAside = node.kind() == Kind.KILL || node.kind() == Kind.END;
    if (!mayBeAside && !reached.contains(node.name())) {
      findings.add(node.place(), "nothing leads from the start to the " + node);
    }
  }
}
