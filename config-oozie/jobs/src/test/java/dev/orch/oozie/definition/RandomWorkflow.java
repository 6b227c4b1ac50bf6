package dev.orch.oozie.definition;

import java.util.Random;

/** A sound workflow of actions, decisions and forks, put together by chance. */
final class RandomWorkflow {
  private static final int MAX_DEPTH = 4;

  private final Random random;
  private final StringBuilder nodes = new StringBuilder();
  private int count;

  RandomWorkflow(Random random) {
    this.random = random;
  }

  /** Its nodes, the start first. */
  String nodes() {
    String first = sequence("end", 0);
    return "<start to='" + first + "'/>\n" + nodes;
  }

  /** Returns the node with which it begins. */
  private String sequence(String next, int depth) {
    String first = next;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      first = node(first, depth);
    }
    return first;
  }

  private String node(String next, int depth) {
    String name = "n" + count++;
    switch (depth < MAX_DEPTH ? random.nextInt(3) : 0) {
      case 0 -> nodes.append(Checked.action(name, next, random.nextInt(9) > 0 ? "fail" : next));
      case 1 ->
          nodes.append(
              ("<decision name='%s'><switch><case to='%s'>${true}</case><default to='%s'/>"
                      + "</switch></decision>\n")
                  .formatted(name, sequence(next, depth + 1), sequence(next, depth + 1)));
      default -> {
        String join = name + "j";
        nodes.append(
            "<fork name='%s'><path start='%s'/><path start='%s'/></fork>\n"
                .formatted(name, sequence(join, depth + 1), sequence(join, depth + 1)));
        nodes.append("<join name='%s' to='%s'/>\n".formatted(join, next));
      }
    }
    return name;
  }
}
