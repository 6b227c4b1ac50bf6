package dev.orch.zookeeper.write;

import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.SortedFiles;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds bytes that the live revision holds and a publish needs again: where they were, or where
 * something was that goes or becomes something else. What is copied from a file that stays is
 * stored once more. So within a revision no two files share a place, and what nobody needs any more
 * can be told from what differs between two revisions alone (see {@link DroppedPlaces}).
 *
 * <p>Only components that the publish changes are looked through, since bytes that move from one to
 * another change both, and what a publish costs follows what it changes.
 */
final class HeldBytes {
  private record Content(Digest digest, long size) {
    static Content of(FileEntry file) {
      return new Content(file.digest(), file.size());
    }
  }

  private final LiveContents contents;
  private final Map<LayerName, ComponentHead> live;
  private final SortedMap<LayerName, FileTree> desired;
  private final Map<ComponentHead, Optional<StoredManifest>> manifests = new HashMap<>();
  private @Nullable Map<Content, ArrayDeque<StoredFile>> freed;

  /**
   * Creates it.
   *
   * @param live the components that the publish changes or takes away, as they are
   * @param desired all components as they are to be
   */
  HeldBytes(
      LiveContents contents,
      Map<LayerName, ComponentHead> live,
      SortedMap<LayerName, FileTree> desired) {
    this.contents = contents;
    this.live = Map.copyOf(live);
    this.desired = desired;
  }

  /** Where the bytes of this file are, which is to be asked once for each file. */
  Optional<StoredFile> of(LayerName component, FileEntry file) throws InterruptedException {
    ComponentHead own = live.get(component);
    Optional<StoredManifest> before = own == null ? Optional.empty() : known(own);
    if (before.isPresent()) {
      StoredFile same = before.get().files().get(file.path());
      if (same != null && Content.of(same.entry()).equals(Content.of(file))) {
        return Optional.of(same);
      }
    }
    ArrayDeque<StoredFile> places = freed().get(Content.of(file));
    return places == null ? Optional.empty() : Optional.ofNullable(places.poll());
  }

  private Map<Content, ArrayDeque<StoredFile>> freed() throws InterruptedException {
    Map<Content, ArrayDeque<StoredFile>> all = freed;
    if (all == null) {
      all = new HashMap<>();
      for (Map.Entry<LayerName, ComponentHead> component : live.entrySet()) {
        Optional<StoredManifest> before = known(component.getValue());
        if (before.isPresent()) {
          free(before.get(), desired.get(component.getKey()), all);
        }
      }
      freed = all;
    }
    return all;
  }

  private static void free(
      StoredManifest before,
      @Nullable FileTree after,
      Map<Content, ArrayDeque<StoredFile>> places) {
    Collection<FileEntry> staying = after == null ? List.of() : after.manifest().files().values();
    SortedFiles.compare(
        before.manifest().files().values(),
        staying,
        FileEntry::path,
        (was, is) -> {
          if (was != null && (is == null || !Content.of(was).equals(Content.of(is)))) {
            StoredFile place = before.files().get(was.path());
            if (place != null) {
              places.computeIfAbsent(Content.of(was), content -> new ArrayDeque<>()).add(place);
            }
          }
        });
  }

  /** Asked once, whatever the answer. */
  private Optional<StoredManifest> known(ComponentHead state) throws InterruptedException {
    Optional<StoredManifest> known = manifests.get(state);
    if (known == null) {
      known = contents.sound(state);
      manifests.put(state, known);
    }
    return known;
  }
}
