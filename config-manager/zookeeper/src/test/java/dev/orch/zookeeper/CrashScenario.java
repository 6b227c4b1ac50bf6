package dev.orch.zookeeper;

import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one writer does to a project, to be disturbed at each of its requests.
 *
 * @param before what was published before
 * @param leftover whether a dead writer left an attempt behind
 * @param change what the writer commits, if anything
 * @param keep how many revisions it keeps when it prunes afterwards
 * @param firstOnServer whether nothing at all is on the server yet
 */
record CrashScenario(
    String name,
    List<Commit> before,
    boolean leftover,
    Change change,
    int keep,
    boolean firstOnServer) {
  private static final int MANY = 10;
  private static final FileTree SMALL = Trees.of("a", "1", "b.properties", "b=1");
  private static final String PART = "0123456789abcdef".repeat(10 * 1024);

  /** Made upon the revisions that were published before. */
  @FunctionalInterface
  interface Change {
    Optional<Commit> on(List<RevisionInfo> before);
  }

  private static CrashScenario of(String name, List<Commit> before, int keep, Change change) {
    return new CrashScenario(name, before, false, change, keep, false);
  }

  private static Change always(Commit commit) {
    return before -> Optional.of(commit);
  }

  static List<CrashScenario> all() {
    Commit small = Commits.publish("file-mgr", SMALL);
    Commit other = Commits.publish("file-mgr", Trees.of("a", "2", "b.properties", "b=1"));
    Commit third = Commits.publish("file-mgr", Trees.of("a", "3", "c", "3"));
    return List.of(
        new CrashScenario("first on the server", List.of(), false, always(small), MANY, true),
        of("first publish", List.of(), MANY, always(small)),
        of("delta", List.of(small), MANY, always(other)),
        of("file in parts", List.of(small), MANY, always(Commits.publish("file-mgr", inParts()))),
        of("manifest in shards", List.of(sharded("1")), MANY, always(sharded("2"))),
        of("several components", List.of(severalBefore()), MANY, always(severalAfter())),
        of(
            "rollback",
            List.of(small, third),
            MANY,
            before -> Optional.of(Commits.rollback(before.get(0)))),
        of("clear", List.of(small, other), 1, always(Commits.clear())),
        of("prune", List.of(small, other, third, small), 1, before -> Optional.empty()),
        of("publish, and prune the one before", List.of(small), 1, always(other)),
        of("prune what is referred to", List.of(small, other), 1, before -> Optional.empty()),
        new CrashScenario("sweep", List.of(small), true, always(other), MANY, false));
  }

  private static FileTree inParts() {
    return Trees.of("a", "1", "large", PART + PART, "z", "after the large one");
  }

  private static Commit sharded(String changing) {
    Trees tree = Trees.builder();
    for (int i = 0; i < 260; i++) {
      tree.file("a-directory-with-a-long-name/".repeat(4) + "f" + i, "content " + i);
    }
    return Commits.publish("file-mgr", tree.file("changing", changing).build());
  }

  private static Commit severalBefore() {
    SortedMap<LayerName, FileTree> components = new TreeMap<>();
    components.put(LayerName.parse("changing"), Trees.of("a", "1", "b", "1"));
    components.put(LayerName.parse("leaving"), Trees.of("c", "1"));
    components.put(LayerName.parse("staying"), Trees.of("d", "1"));
    return new Commit.Publish(components, Commits.AUTHORSHIP);
  }

  /** Among them a new component whose bytes another one holds already. */
  private static Commit severalAfter() {
    SortedMap<LayerName, FileTree> components = new TreeMap<>();
    components.put(LayerName.parse("changing"), Trees.of("a", "2", "b", "1"));
    components.put(LayerName.parse("coming"), Trees.of("x/y", "1", "z", "2"));
    components.put(LayerName.parse("staying"), Trees.of("d", "1"));
    return new Commit.Publish(components, Commits.AUTHORSHIP);
  }

  /** The digest of each component that a revision made by this commit has. */
  SortedMap<LayerName, Digest> contents(Commit commit) {
    SortedMap<LayerName, Digest> contents = new TreeMap<>();
    if (commit instanceof Commit.Publish publish) {
      publish
          .components()
          .forEach((component, tree) -> contents.put(component, tree.manifest().digest()));
    } else if (commit instanceof Commit.Rollback rollback) {
      rollback
          .target()
          .components()
          .forEach((component, state) -> contents.put(component, state.digest()));
    }
    return Collections.unmodifiableSortedMap(contents);
  }

  /** What the next writer publishes: partly what may be live, partly new. */
  static Commit next() {
    return new Commit.Publish(
        new TreeMap<>(
            Map.of(
                LayerName.parse("file-mgr"), Trees.of("a", "2", "next", "n"),
                LayerName.parse("staying"), Trees.of("d", "1"))),
        Commits.AUTHORSHIP);
  }

  @Override
  public String toString() {
    return name;
  }
}
