package dev.orch.oozie.definition;

import dev.orch.model.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of a workflow, and where each leads. */
final class WorkflowGraph {
  /** What a node is, by the name of its element. */
  enum Kind {
    ACTION,
    DECISION,
    FORK,
    JOIN,
    KILL,
    END
  }

  /**
   * Where a node leads.
   *
   * @param by the element that says so, such as {@code ok}
   */
  record Transition(String by, String to, Place place) {}

  /**
   * A node.
   *
   * @param transitions in the order of the definition, of an action {@code ok} before {@code error}
   */
  record Node(String name, Kind kind, Place place, List<Transition> transitions) {
    Node {
      transitions = List.copyOf(transitions);
    }

    @Override
    public String toString() {
      return kind.name().toLowerCase(Locale.ROOT) + " " + Quoted.of(name);
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Transition> start = new ArrayList<>();

  /** That of a workflow; names that are given twice are findings. */
  static WorkflowGraph of(XmlElement root, Findings findings) {
    WorkflowGraph graph = new WorkflowGraph();
    for (XmlElement element : root.children()) {
      if (element.namespace().equals(root.namespace())) {
        graph.add(element, findings);
      }
    }
    return graph;
  }

  private void add(XmlElement element, Findings findings) {
    if (element.name().equals("start")) {
      add(start, element, "to");
      return;
    }
    Kind kind = kind(element.name());
    String name = element.attribute("name");
    if (kind == null || name == null) {
      return;
    }
    Node first = nodes.putIfAbsent(name, new Node(name, kind, element.place(), leading(element)));
    if (first != null) {
      findings.add(
          element.place(),
          "the name " + Quoted.of(name) + " is given twice, first in line " + first.place().line());
    }
  }

  private static @Nullable Kind kind(String element) {
    return switch (element) {
      case "action" -> Kind.ACTION;
      case "decision" -> Kind.DECISION;
      case "fork" -> Kind.FORK;
      case "join" -> Kind.JOIN;
      case "kill" -> Kind.KILL;
      case "end" -> Kind.END;
      default -> null;
    };
  }

  private static List<Transition> leading(XmlElement node) {
    List<Transition> transitions = new ArrayList<>();
    switch (node.name()) {
      case "action" -> {
        node.child("ok").ifPresent(ok -> add(transitions, ok, "to"));
        node.child("error").ifPresent(error -> add(transitions, error, "to"));
      }
      case "decision" ->
          node.child("switch")
              .ifPresent(cases -> cases.children().forEach(one -> add(transitions, one, "to")));
      case "fork" -> node.children("path").forEach(path -> add(transitions, path, "start"));
      case "join" -> add(transitions, node, "to");
      default -> {}
    }
    return transitions;
  }

  private static void add(List<Transition> transitions, XmlElement element, String attribute) {
    String to = element.attribute(attribute);
    if (to != null) {
      transitions.add(new Transition(element.name(), to, element.place()));
    }
  }

  /** In the order of the definition; unmodifiable. */
  Collection<Node> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  @Nullable Node node(String name) {
    return nodes.get(name);
  }

  /** Where the workflow begins; a valid one has one. */
  List<Transition> start() {
    return Collections.unmodifiableList(start);
  }
}
