package dev.orch.engine;

import dev.orch.model.RefusedException;
import java.nio.file.Path;

/** Someone else holds the home. */
final class HomeHeldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String holder;

  HomeHeldException(String holder) {
    super("held by " + holder);
    this.holder = holder;
  }

  RefusedException refused(Path home) {
    return new RefusedException(
        "home " + home + " is held by " + holder,
        "End the other agent or manager first, or use another home; one home has one writer.",
        this);
  }
}
