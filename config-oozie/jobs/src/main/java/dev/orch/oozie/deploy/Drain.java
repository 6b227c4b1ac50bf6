package dev.orch.oozie.deploy;

import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a coordinator from making actions, and lets it make them again. */
final class Drain {
  /** What Oozie says when an action at or after a new pause time has begun meanwhile. */
  private static final String HAS_BEGUN = "E1022";

  private static final int MAX_TRIES = 5;

  private final OozieServer server;

  Drain(OozieServer server) {
    this.server = server;
  }

  /**
   * Sets the pause time to the first nominal time whose run has not begun, so that the runs from
   * there on are made later, each once.
   *
   * @return whether it is set; if not, runs began faster than this could look, or a later one
   *     before an earlier one, and the next pass may find it otherwise
   * @throws OozieRejectedException when Oozie refuses
   */
  boolean pause(JobId id) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      CoordinatorDetails now = details(id);
      Optional<Instant> boundary = Timing.boundary(server, now);
      Instant former = now.pause();
      if (boundary.isEmpty() || (former != null && !former.isAfter(boundary.get()))) {
        return true;
      }
      try {
        server.pauseAt(id, boundary.get());
        return true;
      } catch (OozieRejectedException e) {
        if (!hasBegun(e)) {
          throw e;
        }
      }
    }
    return false;
  }

  /** Whether Oozie refused a time because a run at or after it has begun. */
  static boolean hasBegun(OozieRejectedException e) {
    return e.code().equals(HAS_BEGUN);
  }

  /**
   * Sets the pause time back to what someone had set.
   *
   * @param former null if it had none
   */
  void restore(JobId id, @Nullable Instant former) {
    if (Objects.equals(details(id).pause(), former)) {
      return;
    }
    if (former == null) {
      server.unpause(id);
    } else {
      server.pauseAt(id, former);
    }
    Instant found = details(id).pause();
    if (!Objects.equals(found, former)) {
      throw new OozieRejectedException(
          "",
          id + ": expected the pause time " + former + " again, found " + found,
          "Look at the job with: oozie job -info " + id,
          null);
    }
  }

  CoordinatorDetails details(JobId id) {
    return server
        .coordinator(id)
        .orElseThrow(
            () ->
                new OozieRejectedException(
                    "",
                    "expected the coordinator " + id + ", found none",
                    "Someone removed it, or the server lost it.",
                    null));
  }
}
