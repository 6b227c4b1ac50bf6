package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.RevisionIndexDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.read.RevisionReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project's revisions as a writer's turn found them, and as it changed them since. That is what
 * reading them again would show for as long as its fence holds, because nobody else changes them;
 * once it does not, nothing that was planned by them is carried out.
 *
 * <p>They are found in the index that the turn before left, or, when there was another turn since
 * or there are other revisions than it names, each in its own znode.
 */
final class KnownRevisions {
  private static final int VERSION_AS_COMMITTED = 1;

  private final RevisionReader reader;
  private final ProjectLayout project;

  /** Of the committed ones that were read or made as a whole. */
  private final Map<RevisionName, RevisionInfo> infos = new HashMap<>();

  /** Made by this writer, whether or not they were asked for after that. */
  private final List<RevisionSummary> made = new ArrayList<>();

  /** Null once this writer may have changed something of it. */
  private Turn.@Nullable FoundRevisions found;

  private @Nullable List<RevisionSummary> known;

  /** With what the turn asked for after the fence was taken. */
  KnownRevisions(RevisionReader reader, ProjectLayout project, Turn.FoundRevisions found) {
    this.reader = reader;
    this.project = project;
    this.found = found;
  }

  /** All of them, newest first. */
  List<RevisionSummary> all() throws InterruptedException {
    List<RevisionSummary> revisions = known;
    if (revisions == null) {
      Turn.FoundRevisions asFound = found;
      revisions = asFound == null ? read(reader.names(project)) : withMade(asFound(asFound));
      known = revisions;
    }
    return revisions;
  }

  private List<RevisionSummary> asFound(Turn.FoundRevisions asFound) throws InterruptedException {
    Optional<List<RevisionSummary>> indexed = indexed(asFound);
    return indexed.isPresent() ? indexed.get() : read(names(asFound));
  }

  private static List<RevisionName> names(Turn.FoundRevisions asFound) throws InterruptedException {
    return RevisionReader.names(asFound.names().answer().orElse(List.of()));
  }

  private List<RevisionSummary> withMade(List<RevisionSummary> others) {
    return replaced(others, Set.of(), made);
  }

  /** Those of the index, if they are these and nobody wrote since it was left. */
  private Optional<List<RevisionSummary>> indexed(Turn.FoundRevisions asFound)
      throws InterruptedException {
    Optional<StoredNode> node = asFound.index().answer();
    if (node.isEmpty() || node.get().data().length == 0) {
      return Optional.empty();
    }
    try {
      RevisionIndexDocument index =
          RevisionIndexDocument.read(project.revisions(), node.get().data());
      boolean current =
          index.writerVersion() == asFound.writerBefore()
              && index.revisions().stream()
                  .map(RevisionSummary::name)
                  .toList()
                  .equals(names(asFound));
      return current ? Optional.of(index.revisions()) : Optional.empty();
    } catch (CorruptDataException e) {
      log().log(System.Logger.Level.DEBUG, "reading every revision instead", e);
      return Optional.empty();
    }
  }

  private List<RevisionSummary> read(List<RevisionName> names) throws InterruptedException {
    List<RevisionSummary> summaries = new ArrayList<>(names.size());
    for (RevisionReader.Entry entry : reader.entries(project, names)) {
      summaries.add(entry.summary());
      entry.committed().ifPresent(info -> infos.put(entry.name(), info));
    }
    return summaries;
  }

  long bytesHeld() throws InterruptedException {
    return all().stream().mapToLong(RevisionSummary::bytesHeld).sum();
  }

  /** All that is known of these committed ones, in their order. */
  List<RevisionInfo> infos(List<RevisionName> names) throws InterruptedException {
    List<RevisionName> missing = names.stream().filter(name -> !infos.containsKey(name)).toList();
    for (RevisionReader.Entry entry : reader.entries(project, missing)) {
      entry.committed().ifPresent(info -> infos.put(entry.name(), info));
    }
    List<RevisionInfo> wanted = new ArrayList<>(names.size());
    for (RevisionName name : names) {
      RevisionInfo info = infos.get(name);
      if (info == null) {
        throw new CorruptDataException(
            project.revision(name), "expected a committed revision, found none", null);
      }
      wanted.add(info);
    }
    return wanted;
  }

  /** This writer made a revision. Reads nothing: it is live, whatever comes. */
  void add(RevisionName name, RevisionInfo info) {
    infos.put(name, info);
    made.add(
        new RevisionSummary(
            name,
            VERSION_AS_COMMITTED,
            new RevisionSummary.Committed(info.kind(), info.bytesAdded())));
    List<RevisionSummary> before = known;
    if (before != null) {
      known = withMade(before);
    }
  }

  /** This writer is about to take some away; until it says which, nothing is known. */
  void forget() {
    found = null;
    known = null;
  }

  /**
   * Knows them again.
   *
   * @param before those that were known
   * @param gone those of them that were taken away
   * @param changed those that are others now
   */
  void knowAgain(
      List<RevisionSummary> before, Set<RevisionName> gone, List<RevisionSummary> changed) {
    known = replaced(before, gone, changed);
  }

  private static List<RevisionSummary> replaced(
      List<RevisionSummary> before, Set<RevisionName> gone, List<RevisionSummary> changed) {
    TreeMap<RevisionName, RevisionSummary> now = new TreeMap<>(Comparator.reverseOrder());
    before.forEach(one -> now.put(one.name(), one));
    gone.forEach(now::remove);
    changed.forEach(one -> now.put(one.name(), one));
    return List.copyOf(now.values());
  }

  /**
   * What the next turn may go by; nothing if this one never had to know.
   *
   * @param writerVersion of this turn
   */
  Optional<RevisionIndexDocument> index(int writerVersion) throws InterruptedException {
    List<RevisionSummary> revisions = known;
    Turn.FoundRevisions asFound = found;
    if (revisions == null && asFound != null) {
      revisions = indexed(asFound).map(this::withMade).orElse(null);
    }
    return revisions == null || revisions.size() > RevisionIndexDocument.MAX_REVISIONS
        ? Optional.empty()
        : Optional.of(new RevisionIndexDocument(writerVersion, revisions));
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(KnownRevisions.class.getName());
  }
}
