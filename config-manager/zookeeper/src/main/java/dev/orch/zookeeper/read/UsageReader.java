package dev.orch.zookeeper.read;

import dev.orch.model.ComponentName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.ProjectUsage.Amount;
import dev.orch.model.revision.ProjectUsage.Component;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.Descent;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what a project holds. No file's bytes are read. */
public final class UsageReader {
  /** What a name costs in an answer besides itself. */
  private static final int LENGTH_FIELD = 4;

  private final Reads reads;
  private final ProjectLayout project;
  private final Set<String> live = new HashSet<>();
  private final Set<String> liveInParts = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();

  public UsageReader(Reads reads, ProjectLayout project) {
    this.reads = reads;
    this.project = project;
  }

  private record Node(String path, long bytes, long listing) {}

  /**
   * Reads it.
   *
   * @param head what is live
   */
  public ProjectUsage read(Head head) throws InterruptedException {
    for (ComponentHead component : head.components().values()) {
      addLive(component);
    }
    Descent.from(
        project.root(),
        reads,
        (path, found) ->
            nodes.add(new Node(path, found.stat().getDataLength(), answerBytes(found.children()))));
    SortedMap<ComponentName, Component> components = new TreeMap<>();
    Amount other = Amount.ZERO;
    Node fullest = new Node(project.root(), 0, 0);
    // From below, so that what is above something live is known to be.
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      Amount amount = new Amount(1, node.bytes());
      ComponentName name = project.componentOf(node.path()).orElse(null);
      if (name == null) {
        other = other.plus(amount);
      } else {
        components.merge(name, used(node, amount), Component::plus);
      }
      fullest = node.listing() > fullest.listing() ? node : fullest;
    }
    return new ProjectUsage(components, other, fullest.listing(), fullest.path());
  }

  private static long answerBytes(List<String> names) {
    return names.stream().mapToLong(name -> name.length() + LENGTH_FIELD).sum();
  }

  private void addLive(ComponentHead component) throws InterruptedException {
    live.add(project.at(Location.parse(component.location())));
    StoredManifest manifest = new ManifestReader(reads).read(project, component);
    manifest.shards().forEach(shard -> live.add(project.at(shard.reference().at())));
    for (StoredFile file : manifest.files().values()) {
      live.add(project.at(file.at()));
      if (file.parts() > 0) {
        liveInParts.add(project.at(file.at()));
      }
    }
  }

  private Component used(Node node, Amount amount) {
    if (!project.isInRevision(node.path())) {
      return new Component(Amount.ZERO, Amount.ZERO, amount);
    }
    String parent = Layout.parent(node.path());
    if (live.contains(node.path()) || liveInParts.contains(parent)) {
      live.add(parent);
      return new Component(amount, Amount.ZERO, Amount.ZERO);
    }
    return new Component(Amount.ZERO, amount, Amount.ZERO);
  }
}
