package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Descent;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists the znodes of a revision, level by level, many questions under way at a time. */
final class Subtree {
  private final Reads reads;
  private final ProjectLayout project;

  Subtree(Reads reads, ProjectLayout project) {
    this.reads = reads;
    this.project = project;
  }

  /**
   * The znodes of a revision that nothing refers to, children before parents.
   *
   * @param isEmpty whether that is all of them, the revision's own included
   */
  record Split(List<String> unreferenced, boolean isEmpty) {
    Split {
      unreferenced = List.copyOf(unreferenced);
    }
  }

  /** All znodes of a revision, children before parents, its own last. */
  List<String> bottomUp(RevisionName revision) throws InterruptedException {
    List<String> paths = new ArrayList<>();
    Descent.from(project.revision(revision), reads, (path, found) -> paths.add(path));
    Collections.reverse(paths);
    return paths;
  }

  /** Tells what is referred to, and what is above or a part of that, from the rest. */
  Split split(RevisionName revision, References references) throws InterruptedException {
    return split(revision, bottomUp(revision), references);
  }

  /** The same of these, children before parents. */
  static Split split(RevisionName revision, List<String> paths, References references) {
    Set<String> stay = new HashSet<>();
    List<String> go = new ArrayList<>();
    for (String path : paths) {
      boolean stays =
          stay.contains(path)
              || references.has(revision, path)
              || references.hasInParts(revision, Layout.parent(path));
      if (stays) {
        stay.add(Layout.parent(path));
      } else {
        go.add(path);
      }
    }
    return new Split(go, go.size() == paths.size());
  }
}
