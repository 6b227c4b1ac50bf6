package dev.orch.zookeeper.registry;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.zookeeper.codec.InstanceReportDocument;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what all instances of a project report, many questions under way at a time. */
public final class InstanceListing {
  private static final int WINDOW = 64;

  private final Reads reads;

  public InstanceListing(Reads reads) {
    this.reads = reads;
  }

  private record Known(ComponentName component, InstanceId id) {}

  private record Read(Optional<StoredNode> report, boolean live) {}

  /** All of them, by component and id. */
  public List<InstanceStatus> list(ProjectLayout project) throws InterruptedException {
    List<ComponentName> components =
        reads.children(project.components()).orElse(List.of()).stream()
            .filter(name -> ComponentName.problem(name).isEmpty())
            .map(ComponentName::new)
            .toList();
    return list(project, components);
  }

  List<InstanceStatus> list(ProjectLayout project, List<ComponentName> components)
      throws InterruptedException {
    List<InstanceStatus> found = new ArrayList<>();
    reads.pipelined(
        known(project, components),
        WINDOW,
        (zk, known) -> {
          String path = project.instance(known.component(), known.id());
          return Requests.getData(zk, path)
              .thenCombine(
                  Requests.exists(zk, ProjectLayout.live(path), null),
                  (report, live) -> new Read(report, live.isPresent()));
        },
        (known, read) ->
            read.report()
                .ifPresent(
                    node ->
                        found.add(
                            new InstanceStatus(
                                known.component(),
                                known.id(),
                                report(project.instance(known.component(), known.id()), node),
                                read.live()))));
    found.sort(Comparator.comparing(InstanceStatus::component).thenComparing(InstanceStatus::id));
    return found;
  }

  private List<Known> known(ProjectLayout project, List<ComponentName> components)
      throws InterruptedException {
    List<Known> known = new ArrayList<>();
    reads.pipelined(
        components,
        WINDOW,
        (zk, component) -> Requests.getChildren(zk, project.instances(component)),
        (component, names) ->
            names.orElse(List.of()).stream()
                .filter(name -> InstanceId.problem(name).isEmpty())
                .forEach(name -> known.add(new Known(component, new InstanceId(name)))));
    return known;
  }

  /** One report that cannot be read must not hide the others: it says so itself. */
  private static InstanceReport report(String path, StoredNode node) {
    try {
      return InstanceReportDocument.read(path, node.data());
    } catch (CorruptDataException e) {
      return new InstanceReport(
          "?",
          0,
          "?",
          InstanceState.HELD,
          0,
          null,
          0,
          List.of(),
          "its report cannot be read: " + e.getMessage(),
          Instant.ofEpochMilli(node.stat().getMtime()));
    }
  }
}
