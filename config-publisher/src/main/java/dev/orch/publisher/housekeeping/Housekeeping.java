package dev.orch.publisher.housekeeping;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.PruneResult;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.provenance.Author;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how many revisions a project keeps, and takes those beyond that away. Everything that writes
 * does so under the project's lock.
 *
 * <p>All methods may throw what {@link dev.orch.publisher.Publisher}'s do. The project must exist.
 */
public final class Housekeeping {
  private static final int ALL = Integer.MAX_VALUE;

  private final RevisionStore store;
  private final PublisherSettings settings;
  private final Author author;

  /** In the name of this author. */
  public Housekeeping(RevisionStore store, PublisherSettings settings, Author author) {
    this.store = store;
    this.settings = settings;
    this.author = author;
  }

  /** How many revisions the next publish of the project would keep. */
  public int keeps(ProjectName project) throws InterruptedException {
    return settings.keep(store.settings(project));
  }

  /**
   * Sets how many revisions every publish keeps from now on. Takes none away by itself.
   *
   * @param revisions null to leave it to each publisher again
   */
  public void retain(ProjectName project, @Nullable Integer revisions) throws InterruptedException {
    try (WriteSession session = write(project)) {
      session.configure(new ProjectSettings(revisions));
    }
  }

  private WriteSession write(ProjectName project) throws InterruptedException {
    return store.write(project, author.asWriter(), settings.lockWait());
  }

  /** Takes all but the newest revisions away, as many as {@link #keeps} says. */
  public Pruned prune(ProjectName project) throws InterruptedException {
    try (WriteSession session = write(project)) {
      int keep = settings.keep(session.settings());
      long before = store.bytesHeld(project);
      PruneResult result = session.prune(keep);
      long after = store.bytesHeld(project);
      return new Pruned(
          project,
          keep,
          result.revisions(),
          result.abandonedAttempts(),
          result.znodesDeleted(),
          before - after,
          after,
          true);
    }
  }

  /** What {@link #prune} would take away now. */
  public Pruned wouldPrune(ProjectName project) throws InterruptedException {
    int keep = keeps(project);
    List<RevisionInfo> beyond = store.history(project, ALL).stream().skip(keep).toList();
    return new Pruned(
        project,
        keep,
        beyond.stream().map(RevisionInfo::number).toList(),
        0,
        0,
        beyond.stream().mapToLong(RevisionInfo::bytesAdded).sum(),
        store.bytesHeld(project),
        false);
  }
}
