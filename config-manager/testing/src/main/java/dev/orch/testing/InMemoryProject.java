package dev.orch.testing;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.ProjectUsage.Amount;
import dev.orch.model.revision.ProjectUsage.Component;
import dev.orch.model.revision.RevisionInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One project; its owner guards it. */
final class InMemoryProject {
  Head head = new Head(UUID.randomUUID().toString(), 0, false, new TreeMap<>());
  Head headBeforeLag = head;
  final TreeMap<Long, RevisionInfo> revisions = new TreeMap<>();
  final Map<String, FileTree> trees = new HashMap<>();
  long bytesHeld;
  ProjectSettings settings = ProjectSettings.NONE;
  @Nullable InMemoryWriteSession writer;
  String writerName = "";

  FileTree tree(String location) {
    FileTree tree = trees.get(location);
    if (tree == null) {
      throw new IllegalStateException("no tree at " + location);
    }
    return tree;
  }

  /** Forgets what no kept revision refers to, and says how many trees that were. */
  int forgetUnreferenced() {
    Set<String> referenced = new HashSet<>();
    revisions
        .values()
        .forEach(
            revision -> revision.components().values().forEach(c -> referenced.add(c.location())));
    int before = trees.size();
    trees.keySet().retainAll(referenced);
    Map<Digest, Long> contents = new HashMap<>();
    trees
        .values()
        .forEach(
            tree ->
                tree.manifest()
                    .files()
                    .values()
                    .forEach(file -> contents.put(file.digest(), file.size())));
    bytesHeld = contents.values().stream().mapToLong(Long::longValue).sum();
    return before - trees.size();
  }

  /** Each state of a component counts whole; there are no reports here. */
  ProjectUsage usage() {
    SortedMap<ComponentName, Component> components = new TreeMap<>();
    trees.forEach(
        (location, tree) -> {
          ComponentName name =
              LayerName.parse(location.substring(location.indexOf('/') + 1)).component();
          var files = tree.manifest().files().values();
          Amount amount =
              new Amount(1L + files.size(), files.stream().mapToLong(FileEntry::size).sum());
          boolean live =
              head.component(name).filter(it -> it.location().equals(location)).isPresent();
          components.merge(
              name,
              live
                  ? new Component(amount, Amount.ZERO, Amount.ZERO)
                  : new Component(Amount.ZERO, amount, Amount.ZERO),
              Component::plus);
        });
    return new ProjectUsage(components, new Amount(1 + revisions.size(), 0), 0, "");
  }

  static String location(long revision, LayerName layer) {
    return revision + "/" + layer;
  }
}
