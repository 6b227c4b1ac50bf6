package dev.orch.model.store;

import dev.orch.model.command.Commands;
import dev.orch.model.event.EventLog;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.rollout.RolloutStore;
import java.time.Duration;

/** A store and the one connection to it that its parts share. */
public interface Store extends AutoCloseable {
  RevisionStore revisions();

  InstanceRegistry instances();

  /** What instances are asked to do. */
  Commands commands();

  /** What instances wrote, asked of them. */
  Outputs outputs();

  /** What happens in projects. */
  EventLog events();

  /** What a store without rollouts has: none, and no head that names one. */
  default RolloutStore rollouts() {
    throw new UnsupportedOperationException("this store keeps no rollouts");
  }

  /**
   * Waits until connected, at most this long.
   *
   * @throws dev.orch.model.StoreUnavailableException when it is not in time, naming the servers
   *     tried and what each answered as far as that is known
   */
  void awaitConnected(Duration atMost) throws InterruptedException;

  /** Whether it is connected, as far as it knows; asks nobody. */
  boolean isConnected();

  /** Ends the session; bounded in time. */
  @Override
  void close();
}
