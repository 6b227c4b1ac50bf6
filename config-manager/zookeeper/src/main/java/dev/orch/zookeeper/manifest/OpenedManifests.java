package dev.orch.zookeeper.manifest;

import dev.orch.model.component.Manifest;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Manifests that were read and are still in use: whoever compares a tree with what is live, and
 * then publishes it, needs not read the same twice. What a manifest's place holds never changes.
 * Safe for use by several threads.
 */
public final class OpenedManifests {
  private record Key(String project, ComponentHead state) {
    // By hand, as ADR 33 has it: compared in every short command.
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && project.equals(that.project) && state.equals(that.state);
    }

    @Override
    public int hashCode() {
      return project.hashCode() + 31 * state.hashCode();
    }
  }

  private final Map<Key, WeakReference<StoredManifest>> opened = new HashMap<>();

  /**
   * Reads one anew, and knows it for as long as somebody uses it.
   *
   * @param like another that is at hand, as {@link ManifestReader#read} takes it; empty if none is
   */
  public StoredManifest read(
      ManifestReader reader, ProjectLayout project, ComponentHead state, Manifest like)
      throws InterruptedException {
    Key key = new Key(project.root(), state);
    synchronized (this) {
      // One that cannot be read any more is not known either.
      opened.remove(key);
      opened.values().removeIf(manifest -> manifest.get() == null);
    }
    StoredManifest read = reader.read(project, state, like);
    synchronized (this) {
      opened.put(key, new WeakReference<>(read));
    }
    return read;
  }

  /** One that is in use. */
  public synchronized Optional<StoredManifest> find(ProjectLayout project, ComponentHead state) {
    WeakReference<StoredManifest> known = opened.get(new Key(project.root(), state));
    return Optional.ofNullable(known == null ? null : known.get());
  }
}
