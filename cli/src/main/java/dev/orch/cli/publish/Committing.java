package dev.orch.cli.publish;

import dev.orch.cli.fleet.WaitOption;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.rollout.RolloutLines;
import dev.orch.model.store.Store;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;

/** Prints what came of one project's publish, rollback or clear, and waits for its instances. */
public final class Committing {
  private final Invocation invocation;
  private final boolean json;
  private final WaitOption wait;

  /**
   * Creates it from its parts.
   *
   * @param json whether it is printed as JSON, which is one object and comes when all is known
   */
  public Committing(Invocation invocation, boolean json, WaitOption wait) {
    this.invocation = invocation;
    this.json = json;
    this.wait = wait;
  }

  /** Says it, and what the exit code is. */
  public ExitCode tell(Store store, CommitResult result) throws InterruptedException {
    CommitFormat format = new CommitFormat(invocation);
    if (!json) {
      format.text(result);
      if (result instanceof Committed committed) {
        RolloutLines.begun(
            invocation.out(), store, result.project(), committed.revision().number());
      }
    }
    if (!wait.isGiven() || result instanceof CommitResult.WouldCommit) {
      if (json) {
        format.json(result);
      }
      return ExitCode.OK;
    }
    invocation.out().flush();
    WaitOption.Arrival arrival =
        wait.await(
            store.instances(),
            result.project(),
            revision(result),
            () -> RolloutLines.halted(store, result.project()),
            invocation);
    arrival.report(invocation);
    if (json) {
      JsonWriter.object(
          invocation.out(),
          object -> {
            CommitFormat.write(object, result);
            arrival.write(object);
          });
    }
    return arrival.exitCode();
  }

  private static long revision(CommitResult result) {
    if (result instanceof Committed committed) {
      return committed.revision().number();
    }
    return result instanceof Unchanged unchanged ? unchanged.revision() : 0;
  }
}
