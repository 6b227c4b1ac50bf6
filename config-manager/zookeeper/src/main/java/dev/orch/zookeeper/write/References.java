package dev.orch.zookeeper.write;

import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.util.HashMap;
import java.util.Map;

/** Places that are referred to, by the revision that they are in. */
final class References {
  private final ProjectLayout project;
  private final Map<RevisionName, Map<String, HeldPlace>> byRevision = new HashMap<>();

  References(ProjectLayout project) {
    this.project = project;
  }

  /** A manifest, its shards, and the bytes of its files. */
  void add(Location at, StoredManifest manifest) {
    add(HeldPlace.ofManifest(at));
    for (StoredManifest.Shard shard : manifest.shards()) {
      add(HeldPlace.of(shard.reference()));
    }
    for (StoredFile file : manifest.files().values()) {
      add(HeldPlace.of(file));
    }
  }

  void add(HeldPlace place) {
    byRevision
        .computeIfAbsent(place.at().revision(), revision -> new HashMap<>())
        .put(project.at(place.at()), place);
  }

  /** How many places in this revision are referred to. */
  long countIn(RevisionName revision) {
    return places(revision).size();
  }

  /** How many bytes are there. */
  long bytesIn(RevisionName revision) {
    return places(revision).values().stream().mapToLong(HeldPlace::bytes).sum();
  }

  private Map<String, HeldPlace> places(RevisionName revision) {
    return byRevision.getOrDefault(revision, Map.of());
  }

  /** Whether the znode itself is referred to. */
  boolean has(RevisionName revision, String path) {
    return places(revision).containsKey(path);
  }

  /** Whether everything below the znode belongs to it. */
  boolean hasInParts(RevisionName revision, String path) {
    HeldPlace held = places(revision).get(path);
    return held != null && held.parts() > 0;
  }
}
