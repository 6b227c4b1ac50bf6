package dev.orch.publisher;

import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.event.EventLog;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.scan.SourceChangedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Carries out a commit under the project's lock, and prunes after it. */
final class Committer {
  private final RevisionStore store;
  private final Duration lockWait;
  private final LongSupplier nanoTime;
  private final EventLog events;

  /** Creates it; the events are told of what is live from now on. */
  Committer(RevisionStore store, Duration lockWait, LongSupplier nanoTime, EventLog events) {
    this.store = store;
    this.lockWait = lockWait;
    this.nanoTime = nanoTime;
    this.events = events;
  }

  /** What is to be committed; nothing if, seen under the lock, nothing differs. */
  @FunctionalInterface
  interface Preparation {
    Optional<Prepared> prepare(WriteSession session) throws InterruptedException;
  }

  /**
   * A commit that passed all guards.
   *
   * @param keep how many revisions to keep afterwards
   */
  record Prepared(Plan plan, Commit commit, StorageUse use, Keep keep) {}

  /** How many revisions to keep, seen under the lock. */
  @FunctionalInterface
  interface Keep {
    int revisions(WriteSession session) throws InterruptedException;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  Duration since(long started) {
    return Duration.ofNanos(nanoTime.getAsLong() - started);
  }

  CommitResult commit(
      ProjectName project,
      CommitOptions options,
      long started,
      List<String> warnings,
      CommitProgress progress,
      Preparation preparation)
      throws InterruptedException {
    try (WriteSession session = store.write(project, options.author().asWriter(), lockWait)) {
      options.requireExpected(session.head().revision());
      Optional<Prepared> prepared = preparation.prepare(session);
      if (prepared.isEmpty()) {
        return new CommitResult.Unchanged(
            project, session.head().revision(), warnings, since(started));
      }
      RevisionInfo revision = commit(session, prepared.get(), progress);
      events.append(project, event(prepared.get().commit(), revision));
      List<String> allWarnings = new ArrayList<>(warnings);
      long held =
          prune(session, prepared.get().keep(), allWarnings)
              .orElse(prepared.get().use().held() + revision.bytesAdded());
      return new CommitResult.Committed(
          revision, prepared.get().plan(), held, allWarnings, since(started));
    }
  }

  private static Event event(Commit commit, RevisionInfo revision) {
    Authorship by = revision.authorship();
    String who = by.author() + '@' + by.host();
    String message = by.message().isEmpty() ? null : by.message();
    if (commit instanceof Commit.Rollback rollback) {
      String to = "to revision " + rollback.target().number();
      return Event.ofProject(
          EventKind.ROLLED_BACK,
          revision.number(),
          who,
          message == null ? to : to + ": " + message);
    }
    EventKind kind = commit instanceof Commit.Clear ? EventKind.CLEARED : EventKind.PUBLISHED;
    return Event.ofProject(kind, revision.number(), who, message);
  }

  private static RevisionInfo commit(
      WriteSession session, Prepared prepared, CommitProgress progress)
      throws InterruptedException {
    try {
      return session.commit(prepared.commit(), progress);
    } catch (SourceChangedException e) {
      throw new RefusedException(
          "refused: " + e.getMessage() + "; nothing was published",
          "Publish again when nobody writes to the tree.",
          e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "the tree could not be read any more while it was published",
          List.of(new Problem(prepared.plan().project().value(), String.valueOf(e.getMessage()))),
          e);
    }
  }

  /**
   * The revision is live already: whatever fails from here on must not make it look as if not.
   *
   * @return how many bytes the project holds then, if it came to its end
   */
  private static OptionalLong prune(WriteSession session, Keep keep, List<String> warnings) {
    try {
      return OptionalLong.of(session.pruneAndClose(keep.revisions(session)).bytesHeld());
    } catch (OrchException e) {
      warnings.add("old revisions could not be pruned: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      warnings.add("old revisions were not pruned: interrupted");
    }
    return OptionalLong.empty();
  }
}
