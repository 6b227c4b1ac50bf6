package dev.orch.zookeeper.oodt;

import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.connection.BulkReads;
import dev.orch.zookeeper.connection.Descent;
import dev.orch.zookeeper.connection.Reads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files of one component, level by level, and hashes them. */
final class OodtComponentReader {
  private final Reads reads;
  private final OodtLayout layout;
  private final String component;
  private final List<Problem> problems;

  /**
   * A reader.
   *
   * @param component the component's znode
   * @param problems takes what orch could not publish
   */
  OodtComponentReader(Reads reads, OodtLayout layout, String component, List<Problem> problems) {
    this.reads = reads;
    this.layout = layout;
    this.component = component;
    this.problems = problems;
  }

  /** The component's files, or nothing if it has none that can be taken. */
  Optional<OodtTree> read() throws InterruptedException {
    List<BulkReads.Item<Found>> items = new ArrayList<>();
    Set<ConfigPath> taken = new HashSet<>();
    for (FileKind kind : FileKind.values()) {
      String root = layout.files(component, kind);
      for (Sized leaf : leaves(root)) {
        String path = leaf.znode().substring(root.length() + 1);
        Optional<String> wrong = ConfigPath.problem(path);
        if (wrong.isPresent()) {
          problems.add(new Problem(leaf.znode(), wrong.get()));
          continue;
        }
        ConfigPath legal = new ConfigPath(path);
        if (taken.add(legal)) {
          items.add(new BulkReads.Item<>(new Found(legal, kind), leaf.znode(), leaf.bytes()));
        } else {
          problems.add(
              new Problem(leaf.znode(), "expected a path once, found it as properties too"));
        }
      }
    }
    Manifest.collisions(taken).stream()
        .map(problem -> new Problem(component + ": " + problem.where(), problem.what()))
        .forEach(problems::add);
    return items.isEmpty() || !problems.isEmpty() ? Optional.empty() : Optional.of(tree(items));
  }

  private OodtTree tree(List<BulkReads.Item<Found>> items) throws InterruptedException {
    BulkReads bulk = new BulkReads(reads);
    Map<ConfigPath, String> znodes = new HashMap<>();
    items.forEach(item -> znodes.put(item.key().path(), item.path()));
    List<FileEntry> files = new ArrayList<>();
    bulk.read(
        items.iterator(),
        (found, bytes) ->
            files.add(
                new FileEntry(found.path(), found.kind(), Digest.of(bytes), bytes.length, false)));
    return new OodtTree(bulk, Manifest.of(files, ComponentSpec.DEFAULT), znodes);
  }

  /** The znodes below the root that have no children: OODT makes directories without data. */
  private List<Sized> leaves(String root) throws InterruptedException {
    List<Sized> leaves = new ArrayList<>();
    Descent.from(
        root,
        reads,
        (path, found) -> {
          int bytes = found.stat().getDataLength();
          if (!found.children().isEmpty() && bytes > 0) {
            problems.add(
                new Problem(
                    path,
                    "expected a directory without data, found "
                        + bytes
                        + " bytes and files below it"));
          } else if (found.children().isEmpty() && !path.equals(root)) {
            leaves.add(new Sized(path, bytes));
          }
        });
    return leaves;
  }

  private record Found(ConfigPath path, FileKind kind) {}

  private record Sized(String znode, int bytes) {}
}
