package dev.orch.engine.observe;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.command.CommandWork;
import dev.orch.model.Digest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands around what an instance is made of and tells an observer what it does; changes nothing. A
 * look that remembers a failure tries nothing: only one that opens the desired files does.
 *
 * <p>Used by the thread that makes the passes.
 */
public final class Observation {
  private final InstanceObserver observer;
  private final FailureReason usual;
  private final LongSupplier nanoTime;

  /** When the desired files were opened, or a former apply was gone on with; null if not yet. */
  private @Nullable Long tried;

  /** When what runs was last asked to stop, in this pass or command; null if it was not. */
  private @Nullable Long stopping;

  /** Whether this pass or command has told why it failed. */
  private boolean explained;

  /** Whether a trigger was asked to start or reload since that was last looked at. */
  private boolean acted;

  /** Whether the last look found the home damaged; those that find it so again are no news. */
  private boolean damaged;

  /**
   * Creates it.
   *
   * @param usual why a try failed, if no trigger did
   * @param nanoTime the monotonic clock
   */
  public Observation(InstanceObserver observer, FailureReason usual, LongSupplier nanoTime) {
    this.observer = observer;
    this.usual = usual;
    this.nanoTime = nanoTime;
  }

  private void begin() {
    tried = null;
    stopping = null;
    explained = false;
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private void explain(FailureReason reason) {
    if (!explained) {
      explained = true;
      observer.failed(reason);
    }
  }

  /** Around the source: its files being opened is a try. */
  public DesiredSource around(DesiredSource source) {
    return () -> {
      DesiredState state = source.look();
      return state instanceof DesiredState.Present present ? new Opened(present) : state;
    };
  }

  private final class Opened implements DesiredState.Present {
    private final DesiredState.Present state;

    Opened(DesiredState.Present state) {
      this.state = state;
    }

    @Override
    public long revision() {
      return state.revision();
    }

    @Override
    public Digest digest() {
      return state.digest();
    }

    @Override
    public FileTree open(Manifest like) throws IOException, InterruptedException {
      if (tried == null) {
        tried = nanoTime.getAsLong();
      }
      return state.open(like);
    }
  }

  /** Around the passes. */
  public Passes around(Passes passes) {
    return new Passes() {
      @Override
      public Optional<Outcome> recover() throws InterruptedException {
        begin();
        tried = nanoTime.getAsLong();
        Optional<Outcome> outcome = passes.recover();
        outcome.ifPresent(Observation.this::end);
        return outcome;
      }

      @Override
      public Outcome reconcile() throws InterruptedException {
        begin();
        Outcome outcome = passes.reconcile();
        end(outcome);
        return outcome;
      }

      @Override
      public Optional<Duration> lookAgain() {
        return passes.lookAgain();
      }

      @Override
      public void retryFailed() throws IOException {
        passes.retryFailed();
      }
    };
  }

  private void end(Outcome outcome) {
    observer.looked(outcome);
    boolean before = damaged;
    damaged = outcome instanceof Outcome.Damaged;
    if (damaged && !before) {
      explain(FailureReason.DAMAGED);
    }
    if (tried == null) {
      return;
    }
    if (outcome instanceof Outcome.Applied) {
      observer.applied(true, since(tried));
    } else if (outcome instanceof Outcome.Failed) {
      explain(usual);
      observer.applied(false, since(tried));
    } else if (damaged && !before) {
      observer.applied(false, since(tried));
    } else if (outcome instanceof Outcome.SourceUnavailable) {
      explain(FailureReason.STORE);
      observer.applied(false, since(tried));
    }
  }

  /** Around commands. */
  public CommandWork around(CommandWork work) {
    return new CommandWork() {
      @Override
      public CommandResult run(CommandVerb verb) throws InterruptedException {
        begin();
        return work.run(verb);
      }
    };
  }

  /** Around what stops and starts, and does nothing else. */
  public Trigger steps(Trigger trigger) {
    return new Trigger() {
      @Override
      public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
        explaining(FailureReason.START, () -> trigger.ensure(context));
      }

      @Override
      public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
        stopping = nanoTime.getAsLong();
        explaining(FailureReason.STOP, () -> trigger.prepare(context));
      }

      @Override
      public void activate(TriggerContext context) throws TriggerException, InterruptedException {
        acted = true;
        explaining(FailureReason.START, () -> trigger.activate(context));
      }

      @Override
      public void undo(TriggerContext context) throws TriggerException, InterruptedException {
        acted = true;
        explaining(FailureReason.START, () -> trigger.undo(context));
      }
    };
  }

  /** Around the same with all that makes sure of it: leases before, health after. */
  public Trigger whole(Trigger trigger) {
    return new Trigger() {
      @Override
      public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
        explaining(FailureReason.HEALTH, () -> trigger.ensure(context));
      }

      @Override
      public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
        explaining(FailureReason.LEASE, () -> trigger.prepare(context));
      }

      @Override
      public void activate(TriggerContext context) throws TriggerException, InterruptedException {
        reacting(context, () -> trigger.activate(context));
      }

      @Override
      public void undo(TriggerContext context) throws TriggerException, InterruptedException {
        reacting(context, () -> trigger.undo(context));
      }
    };
  }

  private interface Step {
    void run() throws TriggerException, InterruptedException;
  }

  private void explaining(FailureReason reason, Step step)
      throws TriggerException, InterruptedException {
    try {
      step.run();
    } catch (TriggerException | RuntimeException e) {
      explain(reason);
      throw e;
    }
  }

  private void reacting(TriggerContext context, Step step)
      throws TriggerException, InterruptedException {
    Reaction reaction = context.actions().reaction();
    Long stopped = stopping;
    long start = reaction == Reaction.RESTART && stopped != null ? stopped : nanoTime.getAsLong();
    stopping = null;
    acted = false;
    boolean done = false;
    try {
      explaining(FailureReason.HEALTH, step);
      done = true;
    } finally {
      if (acted && reaction != Reaction.NOTHING) {
        observer.reacted(reaction, done, since(start));
      }
    }
  }
}
