package dev.orch.zookeeper.write;

import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every place that a kept revision refers to, and how many bytes are there. */
final class References {
  private record Held(boolean inParts, long bytes) {}

  private final ProjectLayout project;
  private final LiveContents contents;
  private final Set<ComponentHead> added = new HashSet<>();
  private final Map<RevisionName, Map<String, Held>> byRevision = new HashMap<>();

  References(ProjectLayout project, LiveContents contents) {
    this.project = project;
    this.contents = contents;
  }

  /** A manifest, its shards, and the bytes of its files. */
  void add(ComponentHead component) throws InterruptedException {
    if (!added.add(component)) {
      return;
    }
    // The size of the manifest's own document is not known here and small beside the files'.
    add(Location.parse(component.location()), false, 0);
    StoredManifest manifest = contents.manifest(component);
    for (StoredManifest.Shard shard : manifest.shards()) {
      add(shard.reference().at(), false, shard.reference().size());
    }
    for (StoredFile file : manifest.files().values()) {
      add(file.at(), file.parts() > 0, file.entry().size());
    }
  }

  private void add(Location at, boolean inParts, long bytes) {
    byRevision
        .computeIfAbsent(at.revision(), revision -> new HashMap<>())
        .put(project.at(at), new Held(inParts, bytes));
  }

  /** How many places in this revision are referred to. */
  long countIn(RevisionName revision) {
    return places(revision).size();
  }

  /** How many bytes are there. */
  long bytesIn(RevisionName revision) {
    return places(revision).values().stream().mapToLong(Held::bytes).sum();
  }

  private Map<String, Held> places(RevisionName revision) {
    return byRevision.getOrDefault(revision, Map.of());
  }

  /** Whether the znode itself is referred to. */
  boolean has(RevisionName revision, String path) {
    return places(revision).containsKey(path);
  }

  /** Whether everything below the znode belongs to it. */
  boolean hasInParts(RevisionName revision, String path) {
    Held held = places(revision).get(path);
    return held != null && held.inParts();
  }
}
