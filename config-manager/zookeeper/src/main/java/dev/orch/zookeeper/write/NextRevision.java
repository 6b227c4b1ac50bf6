package dev.orch.zookeeper.write;

import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestDocuments;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prunes the oldest revision by what the next one does not need any more of it, and of revisions
 * that were pruned before and hold nothing but what the oldest needs.
 */
final class NextRevision {
  private final ProjectLayout project;
  private final Reads reads;
  private final ManifestDocuments documents;
  private final Map<RevisionName, RevisionSummary> pruned;

  NextRevision(ProjectLayout project, Reads reads, List<RevisionSummary> pruned) {
    this.project = project;
    this.reads = reads;
    this.documents = new ManifestDocuments(reads, project);
    this.pruned =
        pruned.stream().collect(Collectors.toMap(RevisionSummary::name, Function.identity()));
  }

  /**
   * What has to be taken away; nothing if something lies where it should not.
   *
   * @throws dev.orch.model.CorruptDataException when a document that is needed is not sound
   */
  Optional<Removal> removal(RevisionSummary victim, RevisionInfo oldest, RevisionInfo next)
      throws InterruptedException {
    Map<RevisionName, List<HeldPlace>> dropped = DroppedPlaces.between(documents, oldest, next);
    WrittenNodes written = WrittenNodes.of(documents, project, oldest);
    Removal removal = new Removal(project);
    List<HeldPlace> own = dropped.remove(victim.name());
    addVictim(removal, victim, written, own == null ? List.of() : own);
    Set<String> gone = gone(dropped);
    for (Map.Entry<RevisionName, List<HeldPlace>> entry : dropped.entrySet()) {
      RevisionSummary holder = pruned.get(entry.getKey());
      if (holder == null || !addHolder(removal, holder, entry.getValue(), gone)) {
        return Optional.empty();
      }
    }
    return Optional.of(removal);
  }

  private void addVictim(
      Removal removal, RevisionSummary victim, WrittenNodes written, List<HeldPlace> dropped) {
    Set<HeldPlace> staying = new HashSet<>(written.places());
    dropped.forEach(staying::remove);
    References references = new References(project);
    staying.forEach(references::add);
    RevisionSweep.add(
        removal, victim, Subtree.split(victim.name(), written.bottomUp(), references), references);
  }

  /** All znodes that go of others than the victim. */
  private Set<String> gone(Map<RevisionName, List<HeldPlace>> dropped) throws InterruptedException {
    Set<String> roots =
        dropped.keySet().stream().map(project::revision).collect(Collectors.toSet());
    Set<String> paths = new HashSet<>();
    Set<String> manifests = new HashSet<>();
    for (List<HeldPlace> places : dropped.values()) {
      for (HeldPlace place : places) {
        // Files that are still needed may lie below a manifest that is not.
        (place.isManifest() ? manifests : paths).addAll(place.paths(project));
      }
    }
    return new EmptiedNodes(reads, roots).with(paths, manifests);
  }

  private boolean addHolder(
      Removal removal, RevisionSummary holder, List<HeldPlace> dropped, Set<String> gone) {
    if (!(holder.state() instanceof RevisionSummary.Pruned before)) {
      return false;
    }
    String root = project.revision(holder.name());
    List<String> paths =
        gone.stream().filter(path -> path.equals(root) || path.startsWith(root + '/')).toList();
    if (gone.contains(root)) {
      removal.addWhole(holder, paths);
      return true;
    }
    long count = before.referenced() - dropped.size();
    long bytes = before.bytesHeld() - dropped.stream().mapToLong(HeldPlace::bytes).sum();
    if (count < 0 || bytes < 0) {
      return false;
    }
    removal.addPart(holder, paths, new RevisionDocument.Pruned(bytes, count));
    return true;
  }
}
