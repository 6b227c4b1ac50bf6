package dev.orch.zookeeper.write;

import dev.orch.model.ComponentName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.zookeeper.codec.RolloutDocument;
import dev.orch.zookeeper.connection.Descent;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RolloutLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What rollouts still need, and what they left. */
final class RolloutRemains {
  private static final int WINDOW = 64;

  private final Reads reads;
  private final ProjectLayout project;
  private final Head before;
  private final Head head;

  /**
   * Creates it.
   *
   * @param before the head that the writer found
   * @param head the one that it made
   */
  RolloutRemains(Reads reads, ProjectLayout project, Head before, Head head) {
    this.before = before;
    this.reads = reads;
    this.project = project;
    this.head = head;
  }

  /** Every state that an instance may be told to run by a rollout that head names. */
  List<ComponentHead> states() throws InterruptedException {
    List<ComponentHead> states = new ArrayList<>();
    for (ComponentName component : head.rollouts().keySet()) {
      String path = project.rollout(component).root();
      reads
          .data(path)
          .ifPresent(
              node ->
                  RolloutDocument.read(path, node.data())
                      .plan()
                      .states()
                      .forEach(state -> states.addAll(state.layers().values())));
    }
    return states;
  }

  /** The results of rollouts that are not the last of their component, children first. */
  List<String> leftOver() throws InterruptedException {
    Set<ComponentName> components = new TreeSet<>(before.rollouts().keySet());
    components.addAll(head.rollouts().keySet());
    List<String> old = new ArrayList<>();
    reads.pipelined(
        components,
        WINDOW,
        (zk, component) -> Requests.getChildren(zk, project.rollout(component).root()),
        (component, names) ->
            names.orElse(List.of()).stream()
                .filter(RolloutLayout::isResults)
                .filter(name -> !Objects.equals(name, head.rollouts().get(component)))
                .forEach(name -> old.add(project.rollout(component).results(name))));
    List<String> paths = new ArrayList<>();
    for (String root : old) {
      List<String> found = new ArrayList<>();
      Descent.from(root, reads, (path, node) -> found.add(path));
      Collections.reverse(found);
      paths.addAll(found);
    }
    return paths;
  }
}
