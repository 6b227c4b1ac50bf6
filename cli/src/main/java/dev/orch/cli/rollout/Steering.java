package dev.orch.cli.rollout;

import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import java.util.Locale;

/** What can be asked of a rollout without a new revision. */
enum Steering {
  PAUSE(
      "Lets no further instance begin; those that are at it come to an end. A failure still"
          + " halts it.",
      "paused") {
    @Override
    Rollout apply(Rollout rollout, int failures) {
      return rollout.paused(true);
    }
  },
  RESUME("Lets a paused rollout go on.", "goes on") {
    @Override
    Rollout apply(Rollout rollout, int failures) {
      return rollout.paused(false);
    }
  },
  PROMOTE(
      "Lets all instances follow, as many at a time as before: without waiting for canaries and"
          + " their time, and after a halt with the failures up to now forgiven.",
      "promoted") {
    @Override
    Rollout apply(Rollout rollout, int failures) {
      return rollout.promoted(failures);
    }
  };

  private final String description;
  private final String done;

  Steering(String description, String done) {
    this.description = description;
    this.done = done;
  }

  abstract Rollout apply(Rollout rollout, int failures);

  String description() {
    return description;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What has happened then. */
  String done() {
    return done;
  }

  /** Whether there is anything to steer. */
  boolean makesSense(Rollout rollout) {
    return rollout.phase() != Phase.COMPLETE
        && (this == PROMOTE || rollout.phase() != Phase.HALTED);
  }
}
