package dev.orch.zookeeper.write;

import dev.orch.model.Digest;
import dev.orch.model.component.Change;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.StoredFile;
import java.util.ArrayDeque;
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

    // By hand, as ADR 33 has it: compared in every short command.
    @Override
    public boolean equals(Object other) {
      return other instanceof Content that && digest.equals(that.digest) && size == that.size;
    }

    @Override
    public int hashCode() {
      return digest.hashCode();
    }
  }

  /** A file of the live revision. */
  private record LiveFile(ComponentHead state, ConfigPath path) {}

  private final LiveContents contents;
  private final Map<LayerName, ComponentHead> live;
  private final SortedMap<LayerName, FileTree> desired;
  private final Map<LayerName, Optional<ChangeList>> changes = new HashMap<>();
  private @Nullable Map<Content, ArrayDeque<LiveFile>> freed;

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

  /**
   * Where the bytes of this file are, which is to be asked once for each file.
   *
   * @throws dev.orch.model.CorruptDataException when what is stored of it is not what it must be
   */
  Optional<StoredFile> of(LayerName component, FileEntry file) throws InterruptedException {
    ComponentHead own = live.get(component);
    if (own != null && changes(component).isPresent()) {
      FileEntry before = contents.manifest(own).manifest().files().get(file.path());
      if (before != null && Content.of(before).equals(Content.of(file))) {
        return contents.with(own, List.of(file.path())).file(file.path());
      }
    }
    ArrayDeque<LiveFile> places = freed().get(Content.of(file));
    LiveFile place = places == null ? null : places.poll();
    return place == null
        ? Optional.empty()
        : contents.with(place.state(), List.of(place.path())).file(place.path());
  }

  private Map<Content, ArrayDeque<LiveFile>> freed() throws InterruptedException {
    Map<Content, ArrayDeque<LiveFile>> all = freed;
    if (all == null) {
      all = new HashMap<>();
      for (Map.Entry<LayerName, ComponentHead> component : live.entrySet()) {
        Optional<ChangeList> changes = changes(component.getKey());
        if (changes.isPresent()) {
          free(component.getValue(), changes.get(), all);
        }
      }
      freed = all;
    }
    return all;
  }

  private static void free(
      ComponentHead state, ChangeList changes, Map<Content, ArrayDeque<LiveFile>> places) {
    for (Change change : changes.changes()) {
      FileEntry was = null;
      if (change instanceof Change.Deleted deleted) {
        was = deleted.before();
      } else if (change instanceof Change.Modified modified && modified.contentChanged()) {
        was = modified.before();
      }
      if (was != null) {
        places
            .computeIfAbsent(Content.of(was), content -> new ArrayDeque<>())
            .add(new LiveFile(state, was.path()));
      }
    }
  }

  /** What the publish changes in a live component; nothing if there is no sound one. */
  Optional<ChangeList> changes(LayerName component) throws InterruptedException {
    Optional<ChangeList> known = changes.get(component);
    if (known == null) {
      known = compare(component);
      changes.put(component, known);
    }
    return known;
  }

  private Optional<ChangeList> compare(LayerName component) throws InterruptedException {
    ComponentHead state = live.get(component);
    FileTree tree = desired.get(component);
    Manifest after = tree == null ? Manifest.EMPTY : tree.manifest();
    return state == null
        ? Optional.empty()
        : contents.sound(state, after).map(before -> ChangeList.between(before.manifest(), after));
  }
}
