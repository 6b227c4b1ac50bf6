package dev.orch.testing;

import dev.orch.model.StoreUnavailableException;
import dev.orch.model.command.Commands;
import dev.orch.model.event.EventLog;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import java.time.Clock;
import java.time.Duration;

/**
 * A store held in memory that passes the same contract tests as the real one. Its switches make it
 * unavailable, stale or wiped.
 */
public final class InMemoryStore implements Store {
  private final InMemoryState state;
  private final InMemoryRevisionStore revisions;
  private final InMemoryInstanceRegistry instances;
  private final InMemoryCommands commands;
  private final InMemoryEventLog events;
  private final InMemoryOutputs outputs;

  /** An empty store that can be reached. */
  public InMemoryStore() {
    this(Clock.systemUTC());
  }

  /** An empty store that can be reached; the clock gives revisions and commands their time. */
  public InMemoryStore(Clock clock) {
    this.state = new InMemoryState();
    this.revisions = new InMemoryRevisionStore(state, clock);
    this.instances = new InMemoryInstanceRegistry(state);
    this.commands = new InMemoryCommands(state, instances, clock);
    this.outputs = new InMemoryOutputs(state, instances);
    this.events = new InMemoryEventLog(state, clock);
  }

  @Override
  public RevisionStore revisions() {
    return revisions;
  }

  @Override
  public InstanceRegistry instances() {
    return instances;
  }

  @Override
  public Commands commands() {
    return commands;
  }

  @Override
  public Outputs outputs() {
    return outputs;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public void awaitConnected(Duration atMost) throws InterruptedException {
    if (!state.awaitAvailable(atMost)) {
      throw InMemoryState.unavailable();
    }
  }

  @Override
  public boolean isConnected() {
    return state.isAvailable();
  }

  /**
   * While false, every request ends in {@link StoreUnavailableException}. Becoming true again is a
   * reconnect: watches are told, instances register again.
   */
  public void setAvailable(boolean available) {
    if (state.setAvailable(available)) {
      revisions.reconnected();
      instances.reconnected();
      commands.reconnected();
      events.reconnected();
    }
  }

  /**
   * From now on {@link RevisionStore#head} answers with the heads of now, as a lagging server does,
   * and watches are told nothing. {@link RevisionStore#latestHead} stays true.
   */
  public void lag() {
    revisions.lag();
  }

  /** Ends {@link #lag()}. */
  public void catchUp() {
    revisions.catchUp();
  }

  /**
   * Forgets everything, as when someone wipes the ensemble; the next publish makes new projects.
   */
  public void wipe() {
    revisions.wipe();
    instances.wipe();
  }

  /** Takes the lock from every open write session, as when its session with the store expires. */
  public void expireWriters() {
    revisions.expireWriters();
  }

  @Override
  public void close() {
    state.close();
  }
}
