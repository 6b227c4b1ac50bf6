package dev.orch.zookeeper.write;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.RolloutSpec;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.Head;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutStart;
import dev.orch.zookeeper.codec.RolloutDocument;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RolloutLayout;
import dev.orch.zookeeper.registry.InstanceListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Works out which rollouts a commit begins, which go on, and what its transaction has to do for
 * that, so that no agent ever sees the head without them.
 */
final class CommitRollouts {
  private static final byte[] NO_DATA = {};

  /**
   * What comes of it.
   *
   * @param markers for head: the rollout of each component that has one
   * @param ops for the commit's transaction
   */
  record Planned(SortedMap<ComponentName, String> markers, List<Op> ops) {
    Planned {
      ops = List.copyOf(ops);
    }
  }

  private final Reads reads;
  private final ProjectLayout project;
  private final LiveContents live;
  private final Head head;
  private @Nullable List<InstanceStatus> instances;

  CommitRollouts(Reads reads, ProjectLayout project, LiveContents live, Head head) {
    this.reads = reads;
    this.project = project;
    this.live = live;
    this.head = head;
  }

  Planned plan(Commit commit, CommitPlan plan) throws InterruptedException {
    SortedMap<ComponentName, String> markers = new TreeMap<>();
    List<Op> ops = new ArrayList<>();
    for (ComponentName component : names(plan)) {
      ComponentState target = ComponentState.of(plan.components(), component).orElse(null);
      ComponentState former = ComponentState.of(head.components(), component).orElse(null);
      if (target == null || former == null) {
        continue;
      }
      Optional<Rollout> underWay = underWay(component);
      if (former.isSameAs(target)) {
        underWay.ifPresent(rollout -> markers.put(component, rollout.plan().id()));
        continue;
      }
      RolloutStart start =
          new RolloutStart(
              plan.revision().toString(),
              plan.revision().number(),
              target,
              head.revision(),
              former,
              underWay.orElse(null));
      Optional<Rollout> begun = begin(commit, component, start);
      if (begun.isPresent()) {
        markers.put(component, begun.get().plan().id());
        addOps(ops, project.rollout(component), begun.get());
      }
    }
    return new Planned(markers, ops);
  }

  private static SortedSet<ComponentName> names(CommitPlan plan) {
    return plan.components().keySet().stream()
        .map(LayerName::component)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rollout that head names, unless it is complete. */
  private Optional<Rollout> underWay(ComponentName component) throws InterruptedException {
    Optional<String> marker = head.rollout(component);
    return marker.isEmpty()
        ? Optional.empty()
        : stored(component)
            .filter(rollout -> rollout.plan().id().equals(marker.get()))
            .filter(rollout -> rollout.phase() != Phase.COMPLETE);
  }

  private Optional<Rollout> stored(ComponentName component) throws InterruptedException {
    String path = project.rollout(component).root();
    return reads.data(path).map(node -> RolloutDocument.read(path, node.data()));
  }

  private Optional<Rollout> begin(Commit commit, ComponentName component, RolloutStart start)
      throws InterruptedException {
    Rollout underWay = start.underWay();
    if (commit instanceof Commit.Abort && underWay != null) {
      return Optional.of(start.abort(underWay));
    }
    Optional<ComponentSpec> spec = spec(commit, component, start.target());
    Optional<RolloutSpec> wanted =
        spec.isEmpty() ? Optional.empty() : commit.rollout().over(spec.get().rollout());
    return wanted.isEmpty()
        ? Optional.empty()
        : start.begin(wanted.get(), spec.get(), connected(component));
  }

  /** Nothing if what is gone back to is damaged, which whoever applies it meets and tells. */
  private Optional<ComponentSpec> spec(
      Commit commit, ComponentName component, ComponentState target) throws InterruptedException {
    FileTree tree =
        commit instanceof Commit.Publish publish
            ? publish.components().get(LayerName.of(component))
            : null;
    return tree == null
        ? live.sound(target.own(), Manifest.EMPTY).map(stored -> stored.manifest().spec())
        : Optional.of(tree.manifest().spec());
  }

  /** Those that are connected and run something, each in a home of its own. */
  private SortedMap<InstanceId, Labels> connected(ComponentName component)
      throws InterruptedException {
    List<InstanceStatus> all = instances;
    if (all == null) {
      all = new InstanceListing(reads).list(project);
      instances = all;
    }
    SortedMap<InstanceId, Labels> found = new TreeMap<>();
    for (InstanceStatus status : all) {
      InstanceReport report = status.report();
      boolean running = status.live() && report.appliedDigest() != null;
      if (running && status.component().equals(component) && isOwn(report.home())) {
        found.put(status.id(), report.announced().labels());
      }
    }
    return found;
  }

  /** Agents of a home elsewhere share it: it changes as a whole. */
  private static boolean isOwn(String home) {
    return !home.contains("://");
  }

  private void addOps(List<Op> ops, RolloutLayout layout, Rollout rollout)
      throws InterruptedException {
    byte[] data = RolloutDocument.write(rollout);
    if (reads.data(layout.root()).isPresent()) {
      ops.add(Op.setData(layout.root(), data, -1));
    } else {
      ops.add(create(layout.root(), data));
      ops.add(create(layout.slots(), NO_DATA));
      ops.add(create(layout.holders(), NO_DATA));
    }
    String id = rollout.plan().id();
    ops.add(create(layout.results(id), NO_DATA));
    ops.add(create(layout.healthy(id), NO_DATA));
    ops.add(create(layout.failed(id), NO_DATA));
  }

  private static Op create(String path, byte[] data) {
    return Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }
}
