package dev.orch.oozie.deploy;

import dev.orch.oozie.server.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be done with one job, and why; decided from reads alone. */
public sealed interface Decision {
  /** One line for people. */
  String why();

  /** It is as desired, or has ended as it should. */
  record Leave(String why) implements Decision {}

  /**
   * Someone killed or removed it, or its server lost it; it is not submitted again unasked.
   *
   * @param why what was expected and found
   */
  record Drifted(String why) implements Decision {}

  /** It cannot be changed as desired; nothing of it is touched. */
  record Refuse(String why) implements Decision {}

  /** It was tried, and is not tried again unasked. */
  record StillFailed(String why) implements Decision {}

  /** Oozie has it, marked as orch's, though nothing is known of it here: it is taken over. */
  record TakeOver(Running found, String why) implements Decision {}

  /**
   * It is submitted.
   *
   * @param start from which it runs; null if its definition says
   */
  record Submit(@Nullable Instant start, String why) implements Decision {}

  /** It gets another definition, properties and files, and keeps its id. */
  record Update(String why) implements Decision {}

  /**
   * It ends, and another goes on from there.
   *
   * @param boundary its end
   * @param start of the other; null if it has nothing left to run
   */
  record HandOver(Instant boundary, @Nullable Instant start, String why) implements Decision {}

  /** It has made no run yet, and another that begins at another time takes its place. */
  record Begin(Instant start, String why) implements Decision {}

  /** It is of a kind that runs once: it is replaced when it has ended. */
  record Replace(JobId former, String why) implements Decision {}

  /** It ended by itself; the desired state has nothing more to run either. */
  record Note(String why) implements Decision {}

  /** It goes. */
  record Stop(String why) implements Decision {}

  /** It is gone already. */
  record Forget(String why) implements Decision {}
}
