package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
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

  /** One as far as it was read, or read as a whole. */
  StoredManifest manifest(ComponentHead state) throws InterruptedException {
    return manifest(state, Manifest.EMPTY);
  }

  /** The same, read beside another that is to take its place. */
  private StoredManifest manifest(ComponentHead state, Manifest like) throws InterruptedException {
    StoredManifest known = manifests.get(state);
    if (known == null) {
      Optional<StoredManifest> found = opened.find(project, state);
      known = found.isPresent() ? found.get() : reader.read(project, state, like);
      manifests.put(state, known);
    }
    return known;
  }

  /** The same as a whole. */
  StoredManifest whole(ComponentHead state) throws InterruptedException {
    StoredManifest whole = reader.whole(project, manifest(state));
    manifests.put(state, whole);
    return whole;
  }

  /** The same, with what is stored of these paths. */
  StoredManifest with(ComponentHead state, Iterable<ConfigPath> paths) throws InterruptedException {
    StoredManifest read = reader.with(project, manifest(state), paths);
    manifests.put(state, read);
    return read;
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
   * One, or nothing if it is malformed: then nothing of it is used again, so that publishing once
   * more mends it.
   *
   * @param like what is to take its place
   */
  Optional<StoredManifest> sound(ComponentHead state, Manifest like) throws InterruptedException {
    try {
      return Optional.of(manifest(state, like));
    } catch (CorruptDataException e) {
      writingAnew(e);
      return Optional.empty();
    }
  }

  static void writingAnew(CorruptDataException found) {
    System.getLogger(LiveContents.class.getName())
        .log(System.Logger.Level.WARNING, "writing everything anew: " + found.getMessage());
  }
}
