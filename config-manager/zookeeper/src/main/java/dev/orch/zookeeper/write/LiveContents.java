package dev.orch.zookeeper.write;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the live revision holds. Manifests are read once, and only when they are asked for. */
final class LiveContents {
  private record Content(Digest digest, long size) {}

  private final ManifestReader reader;
  private final ProjectLayout project;
  private final Map<ComponentHead, StoredManifest> manifests = new HashMap<>();

  LiveContents(ManifestReader reader, ProjectLayout project) {
    this.reader = reader;
    this.project = project;
  }

  StoredManifest manifest(ComponentHead state) throws InterruptedException {
    StoredManifest known = manifests.get(state);
    if (known == null) {
      known = reader.read(project, state);
      manifests.put(state, known);
    }
    return known;
  }

  /** Looks bytes up in one head. */
  final class Lookup {
    private final Head head;
    private final Map<Content, StoredFile> all = new HashMap<>();
    private boolean gathered;

    Lookup(Head head) {
      this.head = head;
    }

    /** Where the live revision holds the bytes of this file: at its own path, or at any. */
    Optional<StoredFile> find(ComponentName component, FileEntry file) throws InterruptedException {
      ComponentHead own = head.components().get(component);
      if (own != null) {
        StoredFile same = manifest(own).files().get(file.path());
        if (same != null && content(same.entry()).equals(content(file))) {
          return Optional.of(same);
        }
      }
      if (!gathered) {
        gathered = true;
        for (ComponentHead state : head.components().values()) {
          for (StoredFile stored : manifest(state).files().values()) {
            all.putIfAbsent(content(stored.entry()), stored);
          }
        }
      }
      return Optional.ofNullable(all.get(content(file)));
    }

    private Content content(FileEntry file) {
      return new Content(file.digest(), file.size());
    }
  }
}
