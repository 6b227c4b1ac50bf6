package dev.orch.cli.history;

import dev.orch.cli.config.CliSettings;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a publish, whose outcome was unknown to whoever made it, was committed. */
final class PublishVerdict {
  private static final Duration DEFAULT_LOCK_WAIT = Duration.ofSeconds(30);

  private final @Nullable RevisionInfo committed;
  private final String explanation;

  private PublishVerdict(@Nullable RevisionInfo committed, String explanation) {
    this.committed = committed;
    this.explanation = explanation;
  }

  /**
   * Finds out. A publish that is not there is asked for again under the project's lock: taking it
   * ends every older writer's right to write, so that a commit still under way cannot come after
   * the answer.
   */
  static PublishVerdict of(
      RevisionStore store, ProjectName project, String publishId, CliSettings settings)
      throws InterruptedException {
    if (store.latestHead(project).isEmpty()) {
      return new PublishVerdict(null, "there is no project " + project + ": nothing was committed");
    }
    Optional<RevisionInfo> found = find(store, project, publishId);
    if (found.isPresent()) {
      return committed(found.get());
    }
    Duration lockWait = settings.duration(null, Setting.LOCK_WAIT, DEFAULT_LOCK_WAIT);
    String writer = "orch history, pid " + ProcessHandle.current().pid();
    try (WriteSession session = store.write(project, writer, lockWait)) {
      // Seen by this session: its head is as new as its fence.
      long live = session.head().revision();
      return find(store, project, publishId)
          .map(PublishVerdict::committed)
          .orElseGet(() -> missing(publishId, live));
    }
  }

  private static Optional<RevisionInfo> find(
      RevisionStore store, ProjectName project, String publishId) throws InterruptedException {
    return kept(store, project).stream()
        .filter(revision -> revision.publishId().equals(publishId))
        .findFirst();
  }

  private static List<RevisionInfo> kept(RevisionStore store, ProjectName project)
      throws InterruptedException {
    return store.history(project, Integer.MAX_VALUE);
  }

  private static PublishVerdict committed(RevisionInfo revision) {
    return new PublishVerdict(
        revision,
        "publish " + revision.publishId() + " was committed as revision " + revision.number());
  }

  private static PublishVerdict missing(String publishId, long live) {
    return new PublishVerdict(
        null,
        "publish "
            + Quoted.of(publishId)
            + " was not committed, and will not be (unless it was, and has been pruned since; live is"
            + " revision "
            + live
            + ")");
  }

  Optional<RevisionInfo> committed() {
    return Optional.ofNullable(committed);
  }

  String explanation() {
    return explanation;
  }
}
