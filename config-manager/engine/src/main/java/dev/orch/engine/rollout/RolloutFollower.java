package dev.orch.engine.rollout;

import dev.orch.engine.Passes;
import dev.orch.engine.StateChoice;
import dev.orch.engine.Trigger;
import dev.orch.engine.report.AppliedLookup;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.revision.Subscription;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.store.Store;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One instance's part in the rollouts of its component: what is around its source, its trigger and
 * its passes so that it waits for its turn, and helps to move rollouts on.
 *
 * <p>Without a rollout it costs nothing: the store is asked only when a head names one.
 */
public final class RolloutFollower implements AutoCloseable {
  private final Supplier<ComponentRollouts> rollouts;
  private final Turns turns;
  private final Conductor conductor;
  private final Runnable asked;
  private volatile Runnable lookAgain = () -> {};
  private @Nullable Subscription watch;
  private boolean closed;

  /**
   * Creates it.
   *
   * @param applied what is in place
   */
  public RolloutFollower(
      Store store,
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      AppliedLookup applied) {
    this.rollouts = new Kept(() -> store.rollouts().of(project, component));
    this.asked = this::lookAgain;
    this.conductor =
        new Conductor(
            rollouts,
            instance,
            Conductor.Times.USUAL,
            halted -> store.events().append(project, halt(component, halted)),
            System::nanoTime);
    this.turns =
        new Turns(rollouts, component, instance, applied, asked, this::moved, System::nanoTime);
  }

  /** Asked for when it is first needed: a store without rollouts never is. */
  private static final class Kept implements Supplier<ComponentRollouts> {
    private final Supplier<ComponentRollouts> source;
    private @Nullable ComponentRollouts made;

    Kept(Supplier<ComponentRollouts> source) {
      this.source = source;
    }

    @Override
    public synchronized ComponentRollouts get() {
      ComponentRollouts known = made;
      if (known == null) {
        known = source.get();
        made = known;
      }
      return known;
    }
  }

  private static Event halt(ComponentName component, Rollout halted) {
    return new Event(
        EventKind.HALTED, component, null, halted.plan().revision(), null, halted.reason());
  }

  private void lookAgain() {
    lookAgain.run();
  }

  private void moved() {
    watch();
    conductor.wake();
  }

  private synchronized void watch() {
    if (watch == null && !closed) {
      watch = rollouts.get().watch(asked);
    }
  }

  /** For the source: which state is desired. */
  public StateChoice choice() {
    return turns;
  }

  /** Around the trigger: nothing is stopped without a lease. */
  public Trigger around(Trigger trigger) {
    return new LeasedTrigger(trigger, turns);
  }

  /** Around the passes: each tells what came of it. */
  public Passes around(Passes passes) {
    return around(passes, HealthProbe.NONE);
  }

  /** The same, and a canary is asked for its health while it bakes. */
  public Passes around(Passes passes, HealthProbe health) {
    return new RolloutPasses(passes, turns, new Vigil(health, System::nanoTime));
  }

  /**
   * Where looks are asked for, from now on.
   *
   * @param action from any thread; must return at once
   */
  public void onChange(Runnable action) {
    lookAgain = action;
  }

  @Override
  public void close() {
    Subscription open;
    synchronized (this) {
      closed = true;
      open = watch;
      watch = null;
    }
    if (open != null) {
      open.close();
    }
    conductor.close();
  }
}
