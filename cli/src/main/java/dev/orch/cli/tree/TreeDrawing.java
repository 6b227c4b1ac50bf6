package dev.orch.cli.tree;

import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Directories and files, drawn with lines as the program tree does. */
final class TreeDrawing {
  private static final class Node {
    private final Map<String, Node> children = new TreeMap<>();
    private String note = "";
  }

  private final Node root = new Node();

  /**
   * One more file.
   *
   * @param note what is said behind its name; may be empty
   */
  void add(String path, String note) {
    Node node = root;
    for (String name : path.split("/", -1)) {
      node = node.children.computeIfAbsent(name, it -> new Node());
    }
    node.note = note;
  }

  /** Draws it below this name. */
  void print(Output out, String name) {
    out.line(Printable.of(name));
    print(out, root, "");
  }

  /** Its depth is bounded by that of paths. */
  private static void print(Output out, Node node, String indent) {
    Iterator<Map.Entry<String, Node>> children = node.children.entrySet().iterator();
    while (children.hasNext()) {
      Map.Entry<String, Node> child = children.next();
      boolean last = !children.hasNext();
      String note = child.getValue().note;
      out.line(
          indent
              + (last ? "└── " : "├── ")
              + Printable.of(child.getKey())
              + (note.isEmpty() ? "" : "  " + note));
      print(out, child.getValue(), indent + (last ? "    " : "│   "));
    }
  }
}
