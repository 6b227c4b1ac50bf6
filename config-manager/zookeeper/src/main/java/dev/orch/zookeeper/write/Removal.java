package dev.orch.zookeeper.write;

import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.Op;

/** What one transaction takes away of revisions, before it is sent, and what becomes of them. */
final class Removal {
  private final ProjectLayout project;
  private final List<Op> ops = new ArrayList<>();
  private final List<String> touched = new ArrayList<>();
  private final Set<RevisionName> gone = new HashSet<>();
  private final List<RevisionSummary> changed = new ArrayList<>();
  private long deleted;

  Removal(ProjectLayout project) {
    this.project = project;
  }

  /**
   * Takes away a whole revision.
   *
   * @param paths of all its znodes
   */
  void addWhole(RevisionSummary revision, Collection<String> paths) {
    String own = project.revision(revision.name());
    delete(paths, own);
    ops.add(Op.delete(own, revision.version()));
    touched.add(own);
    deleted++;
    gone.add(revision.name());
  }

  /**
   * Takes away a part of a revision.
   *
   * @param paths of znodes below its own
   * @param rest what is to be known of it then
   */
  void addPart(RevisionSummary revision, Collection<String> paths, RevisionDocument.Pruned rest) {
    String own = project.revision(revision.name());
    delete(paths, own);
    ops.add(Op.setData(own, rest.write(), revision.version()));
    touched.add(own);
    changed.add(RevisionSummary.of(revision.name(), revision.version() + 1, rest));
  }

  private void delete(Collection<String> paths, String own) {
    // Children before parents.
    paths.stream()
        .filter(path -> !path.equals(own))
        .sorted(Comparator.reverseOrder())
        .forEach(
            path -> {
              ops.add(Op.delete(path, -1));
              touched.add(path);
              deleted++;
            });
  }

  /** Whether one transaction is enough, and to change one znode more. */
  boolean fitsIntoOne() {
    return FencedBatches.fitsIntoOne(touched);
  }

  /** Of which each revision's own is at the version that it has. */
  List<Op> ops() {
    return ops;
  }

  /** How many znodes are deleted. */
  long deleted() {
    return deleted;
  }

  /** The revisions that are not there any more then. */
  Set<RevisionName> gone() {
    return gone;
  }

  /** Those that are others then. */
  List<RevisionSummary> changed() {
    return changed;
  }
}
