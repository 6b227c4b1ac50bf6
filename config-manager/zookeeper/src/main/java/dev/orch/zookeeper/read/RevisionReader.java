package dev.orch.zookeeper.read;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.HeadDocument;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads heads and what is known of revisions. */
public final class RevisionReader {
  // Documents of unknown size are asked for one by one, so that no answer can grow too large.
  private static final int WINDOW = 32;
  private static final int FIRST_LOOK = 8;

  private final Reads reads;
  private final Layout layout;

  public RevisionReader(Reads reads, Layout layout) {
    this.reads = reads;
    this.layout = layout;
  }

  /** All projects, sorted; names that no project can have are passed over. */
  public List<ProjectName> projects() throws InterruptedException {
    return reads.children(layout.projects()).orElse(List.of()).stream()
        .filter(name -> ProjectName.problem(name).isEmpty())
        .map(ProjectName::new)
        .sorted()
        .toList();
  }

  /** One read. */
  public Optional<Head> head(ProjectName project) throws InterruptedException {
    String path = layout.project(project).head();
    return reads.data(path).map(node -> HeadDocument.read(path, node.data()).head());
  }

  /** Not older than any head that was live when it was asked for. */
  public Optional<Head> latestHead(ProjectName project) throws InterruptedException {
    String path = layout.project(project).head();
    return reads.newest(path).map(node -> HeadDocument.read(path, node.data()).head());
  }

  /**
   * The znode of a revision, as it was read or written.
   *
   * @param version of its data
   */
  public record Entry(RevisionName name, RevisionDocument document, int version) {
    /** What is known of it, if it is committed and kept. */
    public Optional<RevisionInfo> committed() {
      return document instanceof RevisionDocument.Committed committed
          ? Optional.of(committed.info())
          : Optional.empty();
    }

    public RevisionSummary summary() {
      return RevisionSummary.of(name, version, document);
    }
  }

  /** The names of all revisions that have a znode, in whatever state, newest first. */
  public List<RevisionName> names(ProjectLayout project) throws InterruptedException {
    return names(reads.children(project.revisions()).orElse(List.of()));
  }

  /** The same, of the children of the znode that all revisions are below. */
  public static List<RevisionName> names(List<String> children) {
    return children.stream()
        .map(RevisionName::parse)
        .flatMap(Optional::stream)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Reads these; those that have gone meanwhile are missing. */
  public List<Entry> entries(ProjectLayout project, List<RevisionName> names)
      throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    reads.pipelined(
        names,
        WINDOW,
        (zk, name) -> Requests.getData(zk, project.revision(name)),
        (name, node) ->
            node.ifPresent(
                found ->
                    entries.add(
                        new Entry(
                            name,
                            RevisionDocument.read(project.revision(name), name, found.data()),
                            found.version()))));
    return entries;
  }

  /** Committed revisions, newest first. */
  public List<RevisionInfo> history(ProjectName project, int limit) throws InterruptedException {
    ProjectLayout place = layout.project(project);
    List<RevisionName> names = names(place);
    List<RevisionInfo> found = new ArrayList<>();
    int from = 0;
    int count = Math.min(limit, FIRST_LOOK);
    while (found.size() < limit && from < names.size()) {
      int to = Math.min(names.size(), from + count);
      entries(place, names.subList(from, to)).stream()
          .flatMap(entry -> entry.committed().stream())
          .forEach(found::add);
      from = to;
      count = 2 * count;
    }
    return found.stream().limit(limit).toList();
  }

  /** One committed revision. */
  public Optional<RevisionInfo> revision(ProjectName project, long number)
      throws InterruptedException {
    ProjectLayout place = layout.project(project);
    List<RevisionName> names =
        names(place).stream().filter(name -> name.number() == number).toList();
    return entries(place, names).stream().flatMap(entry -> entry.committed().stream()).findFirst();
  }

  /** How many bytes all revisions together hold. */
  public long bytesHeld(ProjectName project) throws InterruptedException {
    ProjectLayout place = layout.project(project);
    return entries(place, names(place)).stream()
        .mapToLong(entry -> entry.summary().bytesHeld())
        .sum();
  }
}
