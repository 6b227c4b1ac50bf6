package dev.orch.zookeeper.write;

import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.read.RevisionReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project's revisions as a writer's turn found them, and as it changed them since. That is what
 * reading them again would show for as long as its fence holds, because nobody else changes them;
 * once it does not, nothing that was planned by them is carried out.
 */
final class KnownRevisions {
  private static final int VERSION_AS_COMMITTED = 1;

  private final RevisionReader reader;
  private final ProjectLayout project;
  private Reads.@Nullable Asked<String, Optional<List<String>>> names;
  private @Nullable List<RevisionReader.Entry> entries;

  /** With the question for their names, which was sent after the fence was taken. */
  KnownRevisions(
      RevisionReader reader,
      ProjectLayout project,
      Reads.Asked<String, Optional<List<String>>> names) {
    this.reader = reader;
    this.project = project;
    this.names = names;
  }

  /** All of them, newest first. */
  List<RevisionReader.Entry> all() throws InterruptedException {
    if (entries == null) {
      entries = reader.entries(project, names());
    }
    return entries;
  }

  private List<RevisionName> names() throws InterruptedException {
    Reads.Asked<String, Optional<List<String>>> asked = names;
    names = null;
    return asked == null
        ? reader.names(project)
        : RevisionReader.names(asked.answer().orElse(List.of()));
  }

  /** This writer made a revision. */
  void add(RevisionName name, RevisionInfo info) {
    names = null;
    if (entries != null) {
      List<RevisionReader.Entry> more = new ArrayList<>(entries.size() + 1);
      more.add(
          new RevisionReader.Entry(
              name, new RevisionDocument.Committed(info), VERSION_AS_COMMITTED));
      more.addAll(entries);
      entries = more;
    }
  }

  /** This writer is about to take some away. */
  void forget() {
    names = null;
    entries = null;
  }

  /**
   * Knows them again.
   *
   * @param before those that were known
   * @param touched which of them may have gone or be others; only these are read again
   */
  void knowAgain(List<RevisionReader.Entry> before, Collection<RevisionName> touched)
      throws InterruptedException {
    List<RevisionReader.Entry> now = new ArrayList<>(before);
    now.removeIf(entry -> touched.contains(entry.name()));
    now.addAll(reader.entries(project, List.copyOf(touched)));
    now.sort(Comparator.comparing(RevisionReader.Entry::name).reversed());
    entries = now;
  }
}
