package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.OpenedManifests;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the live revision holds, and revisions that are kept. Manifests are read once, and only when
 * they are asked for.
 */
final class LiveContents {
  private final ManifestReader reader;
  private final OpenedManifests opened;
  private final ProjectLayout project;
  private final Map<ComponentHead, StoredManifest> manifests = new HashMap<>();

  LiveContents(ManifestReader reader, OpenedManifests opened, ProjectLayout project) {
    this.reader = reader;
    this.opened = opened;
    this.project = project;
  }

  StoredManifest manifest(ComponentHead state) throws InterruptedException {
    StoredManifest known = manifests.get(state);
    if (known == null) {
      Optional<StoredManifest> found = opened.find(project, state);
      known = found.isPresent() ? found.get() : reader.read(project, state);
      manifests.put(state, known);
    }
    return known;
  }

  /** Reads those that are not known yet together, instead of one after the other. */
  void know(Collection<ComponentHead> states) throws InterruptedException {
    List<ComponentHead> missing = new ArrayList<>();
    for (ComponentHead state : states) {
      opened
          .find(project, state)
          .ifPresentOrElse(
              manifest -> manifests.putIfAbsent(state, manifest), () -> missing.add(state));
    }
    missing.removeIf(manifests::containsKey);
    reader.readAll(project, missing, manifests::put);
  }

  /**
   * The same, or nothing if it is malformed: then nothing of it is used again, so that publishing
   * once more mends it.
   */
  Optional<StoredManifest> sound(ComponentHead state) throws InterruptedException {
    try {
      return Optional.of(manifest(state));
    } catch (CorruptDataException e) {
      log().log(System.Logger.Level.WARNING, "writing everything anew: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(LiveContents.class.getName());
  }
}
