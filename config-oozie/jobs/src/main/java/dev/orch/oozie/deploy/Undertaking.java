package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.server.JobId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change of a job that was begun: enough to finish it, or to take it back. */
public sealed interface Undertaking {
  /** When it was begun. */
  Instant since();

  /**
   * The job is being submitted.
   *
   * @param user whom it shall run as
   * @param start from which it shall run; null if its definition says
   */
  record Submit(Digest target, String user, @Nullable Instant start, Instant since)
      implements Undertaking {}

  /**
   * Somebody asked that a job is submitted again that was killed, or that Oozie lost.
   *
   * @param start from which it shall run; null if its definition says
   */
  record Resubmit(@Nullable Instant start, Instant since) implements Undertaking {}

  /**
   * The job makes no new actions until it has another definition.
   *
   * @param formerPause the one that someone had set before; null if there was none
   * @param killed numbers of actions that were killed for it, and are to be run again
   */
  record Update(Digest target, @Nullable Instant formerPause, Set<Integer> killed, Instant since)
      implements Undertaking {
    public Update {
      SortedSet<Integer> sorted = new TreeSet<>(killed);
      killed = Collections.unmodifiableSortedSet(sorted);
    }
  }

  /**
   * The job ends at a time from which another goes on.
   *
   * @param predecessor the job that ends
   * @param boundary its end: its nominal times are before it
   * @param start of the other, the first of its nominal times that is not before the boundary; null
   *     if it has none
   */
  record HandOver(
      Digest target, JobId predecessor, Instant boundary, @Nullable Instant start, Instant since)
      implements Undertaking {}

  /** The job makes no new actions, and is killed when those under way have ended. */
  record Stop(@Nullable Instant formerPause, Instant since) implements Undertaking {}
}
