package dev.orch.testing;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.Subscription;
import java.util.function.Consumer;

/** One subscription; its monitor keeps calls from coming after it was closed. */
final class InMemoryHeadWatch implements Subscription {
  private final ProjectName project;
  private final Runnable lookAgain;
  private final Consumer<InMemoryHeadWatch> onClose;
  private boolean closed;

  InMemoryHeadWatch(ProjectName project, Runnable lookAgain, Consumer<InMemoryHeadWatch> onClose) {
    this.project = project;
    this.lookAgain = lookAgain;
    this.onClose = onClose;
  }

  ProjectName project() {
    return project;
  }

  synchronized void fire() {
    if (!closed) {
      lookAgain.run();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    onClose.accept(this);
  }
}
