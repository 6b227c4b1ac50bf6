package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.Change;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestEncoder;
import dev.orch.zookeeper.manifest.NewNode;
import dev.orch.zookeeper.manifest.StoredChange;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out what a commit has to write; writes nothing. */
final class CommitPlanner {
  /** Larger files are cut, so that a transaction stays near 128 KiB. */
  static final int PART_SIZE = 128 * 1024;

  /** The names in one directory must fit into one answer when it is listed to be pruned. */
  private static final int MAX_NAMES_BYTES = 900_000;

  private static final int NAME_OVERHEAD = 4;

  private final Head head;
  private final LiveContents live;

  CommitPlanner(Head head, LiveContents live) {
    this.head = head;
    this.live = live;
  }

  /**
   * The plan, for the attempt of this name.
   *
   * @throws InvalidInputException when it cannot be stored within the bounds
   */
  CommitPlan plan(Commit commit, RevisionName name) throws InterruptedException {
    SortedMap<LayerName, ComponentHead> components = new TreeMap<>();
    List<CommitPlan.NewComponent> written = new ArrayList<>();
    if (commit instanceof Commit.Publish publish) {
      SortedMap<LayerName, ComponentHead> trusted = new TreeMap<>(head.components());
      trusted.keySet().removeAll(publish.afresh());
      HeldBytes held = new HeldBytes(live, changed(trusted, publish), publish.components());
      for (Map.Entry<LayerName, FileTree> entry : publish.components().entrySet()) {
        ComponentHead before = trusted.get(entry.getKey());
        if (before != null && before.digest().equals(entry.getValue().manifest().digest())) {
          components.put(entry.getKey(), before);
        } else {
          written.add(planOne(name, entry.getKey(), entry.getValue(), before, held));
          components.put(
              entry.getKey(),
              new ComponentHead(
                  entry.getValue().manifest().digest(),
                  Location.manifest(name, entry.getKey()).value()));
        }
      }
    } else if (commit instanceof Commit.Rollback rollback) {
      components.putAll(rollback.target().components());
    } else if (commit instanceof Commit.Abort abort) {
      components.putAll(head.components());
      components.keySet().removeIf(layer -> layer.component().equals(abort.component()));
      components.putAll(abort.stable().layers());
    }
    return new CommitPlan(name, components, written);
  }

  /** The live components that a publish writes anew or takes away. */
  private static Map<LayerName, ComponentHead> changed(
      SortedMap<LayerName, ComponentHead> live, Commit.Publish publish) {
    Map<LayerName, ComponentHead> changed = new HashMap<>(live);
    publish
        .components()
        .forEach(
            (name, tree) -> {
              ComponentHead before = live.get(name);
              if (before != null && before.digest().equals(tree.manifest().digest())) {
                changed.remove(name);
              }
            });
    return changed;
  }

  private CommitPlan.NewComponent planOne(
      RevisionName name,
      LayerName component,
      FileTree tree,
      @Nullable ComponentHead before,
      HeldBytes held)
      throws InterruptedException {
    ChangeList changes = held.changes(component).orElse(null);
    if (before != null && changes != null) {
      try {
        return change(name, component, tree, before, changes.changes(), held);
      } catch (CorruptDataException e) {
        LiveContents.writingAnew(e);
      }
    }
    List<StoredFile> added = new ArrayList<>();
    List<StoredFile> all = new ArrayList<>();
    for (FileEntry file : tree.manifest().files().values()) {
      all.add(place(name, component, file, held, added));
    }
    requireListable(component, added);
    return new CommitPlan.NewComponent(
        component, tree, added, new ManifestEncoder(name, component).encode(tree.manifest(), all));
  }

  /** What differs from a manifest that is sound, as far as it was read. */
  private CommitPlan.NewComponent change(
      RevisionName name,
      LayerName component,
      FileTree tree,
      ComponentHead before,
      List<Change> changes,
      HeldBytes held)
      throws InterruptedException {
    StoredManifest old = live.with(before, changes.stream().map(Change::path).toList());
    List<StoredFile> added = new ArrayList<>();
    List<StoredChange> stored = new ArrayList<>(changes.size());
    for (Change change : changes) {
      FileEntry was = old.manifest().files().get(change.path());
      FileEntry is = tree.manifest().files().get(change.path());
      stored.add(
          new StoredChange(was, is == null ? null : place(name, component, is, held, added)));
    }
    requireListable(component, added);
    ManifestEncoder encoder = new ManifestEncoder(name, component);
    List<NewNode> documents = encoder.update(tree.manifest(), old, stored).orElse(null);
    if (documents == null) {
      SortedMap<ConfigPath, StoredFile> all = new TreeMap<>(live.whole(before).files());
      for (StoredChange one : stored) {
        StoredFile after = one.after();
        if (after == null) {
          all.remove(one.path());
        } else {
          all.put(one.path(), after);
        }
      }
      documents = encoder.encode(tree.manifest(), all.values());
    }
    return new CommitPlan.NewComponent(component, tree, added, documents);
  }

  /** Where the bytes of a file are, or will be. */
  private static StoredFile place(
      RevisionName name,
      LayerName component,
      FileEntry file,
      HeldBytes bytes,
      List<StoredFile> added)
      throws InterruptedException {
    StoredFile held = bytes.of(component, file).orElse(null);
    if (held != null) {
      return held.entry().equals(file) ? held : new StoredFile(file, held.at(), held.partSize());
    }
    StoredFile fresh = fresh(name, component, file);
    added.add(fresh);
    return fresh;
  }

  private static StoredFile fresh(RevisionName name, LayerName component, FileEntry file) {
    if ((file.size() - 1) / PART_SIZE >= Location.MAX_PARTS) {
      throw new InvalidInputException(
          "component " + component + " has a file that is too large for the store",
          List.of(
              new Problem(
                  component + "/" + file.path(),
                  "expected at most " + (long) PART_SIZE * Location.MAX_PARTS + " bytes")));
    }
    return new StoredFile(
        file,
        Location.file(name, component, file.kind(), file.path()),
        file.size() > PART_SIZE ? PART_SIZE : 0);
  }

  private static void requireListable(LayerName component, List<StoredFile> added) {
    Map<String, Integer> bytes = new HashMap<>();
    for (StoredFile file : added) {
      String path = file.entry().path().value();
      int slash = path.lastIndexOf('/');
      int name = path.substring(slash + 1).getBytes(StandardCharsets.UTF_8).length;
      bytes.merge(path.substring(0, Math.max(0, slash)), name + NAME_OVERHEAD, Integer::sum);
    }
    List<Problem> problems =
        bytes.entrySet().stream()
            .filter(directory -> directory.getValue() > MAX_NAMES_BYTES)
            .map(
                directory ->
                    new Problem(
                        component + "/" + directory.getKey(),
                        "has more files in one directory than ZooKeeper could list again"))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "component " + component + " is too large for the store", problems);
    }
  }
}
