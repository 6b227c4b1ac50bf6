package dev.orch.robustness.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that an actor asked for, and what it was told. Times are nanoseconds since the run
 * began, by one clock: taken before the question is asked and after the answer is there, so that of
 * two operations that don't overlap it is known which came first.
 */
public sealed interface Operation {
  /** Who; one actor has one session, and does one thing at a time. */
  Call call();

  /** Who asked, when, and when it was answered. */
  record Call(String actor, long invoked, long returned) {
    boolean endedBefore(Call other) {
      return returned < other.invoked;
    }
  }

  /**
   * An attempt to make a new revision live.
   *
   * @param id which the revision carries as its message, so that it is found again
   */
  record Write(Call call, String id, Intent intent, Outcome outcome) implements Operation {}

  /** What a revision shall hold. */
  sealed interface Intent {
    record Publish(Snapshot tree) implements Intent {}

    record Rollback(long number) implements Intent {}

    record Clear() implements Intent {}
  }

  /** What a writer was told. */
  sealed interface Outcome {
    record Committed(long number, long parent, String publishId) implements Outcome {}

    /** Nothing is live, and never will be. */
    record Refused(String why) implements Outcome {}

    /** The store was lost; nothing is live, and never will be. */
    record Unavailable(String why) implements Outcome {}

    record Unknown(String publishId) implements Outcome {}
  }

  /** What became of a publish whose outcome was unknown; no number if it was not committed. */
  record Verdict(Call call, String publishId, OptionalLong number) implements Operation {}

  /**
   * A read of head.
   *
   * @param latest whether it was asked for the newest
   */
  record HeadRead(Call call, boolean latest, long number) implements Operation {}

  /** All bytes of a revision, as they were read. */
  record TreeRead(Call call, long number, Snapshot found) implements Operation {}

  /** A revision that head or history named could not be read whole. */
  record BrokenRead(Call call, long number, String why) implements Operation {}

  /** All revisions that are kept, newest first; asked for after the latest head. */
  record HistoryRead(Call call, List<Entry> entries) implements Operation {
    public HistoryRead {
      entries = List.copyOf(entries);
    }
  }

  /** One committed revision; {@code writeId} is the id of the write that it says it comes from. */
  record Entry(long number, long parent, String publishId, String writeId) {}

  /** Pruning; no victims are known when it broke off. */
  record Prune(Call call, int keep, Optional<List<Long>> victims) implements Operation {}

  /** A question that the store could not answer, which is no lie. */
  record Unanswered(Call call, String what, String why) implements Operation {}

  /** An answer that no caller should ever get. */
  record Defect(Call call, String what, String why) implements Operation {}
}
