package dev.orch.cli.plugin;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import java.util.Objects;

/** A plug-in's trigger whose defects end an apply, never the agent. */
final class GuardedTrigger implements Trigger, AutoCloseable {
  private final String jar;
  private final Trigger trigger;

  private GuardedTrigger(String jar, Trigger trigger) {
    this.jar = jar;
    this.trigger = trigger;
  }

  /** The factory of a jar, guarded as its triggers are. */
  record Factory(String jar, String name, TriggerFactory factory) implements TriggerFactory {
    @Override
    public Trigger create(TriggerSetup setup) {
      try {
        Trigger made = Foreign.call(loader(factory), () -> factory.create(setup));
        return new GuardedTrigger(jar, Objects.requireNonNull(made, "create() returned null"));
      } catch (RuntimeException | LinkageError e) {
        throw new IllegalStateException(jar + " failed: " + Foreign.describe(e), e);
      }
    }
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    guarded(trigger::ensure, context);
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    guarded(trigger::prepare, context);
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    guarded(trigger::activate, context);
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    guarded(trigger::undo, context);
  }

  @Override
  public void close() {
    Foreign.close(jar, trigger);
  }

  private void guarded(Step step, TriggerContext context)
      throws TriggerException, InterruptedException {
    try {
      Foreign.<TriggerException, InterruptedException>run(loader(trigger), () -> step.run(context));
    } catch (RuntimeException | LinkageError e) {
      throw new TriggerException(jar + " failed: " + Foreign.describe(e), e);
    }
  }

  private static ClassLoader loader(Object foreign) {
    return foreign.getClass().getClassLoader();
  }

  @FunctionalInterface
  private interface Step {
    void run(TriggerContext context) throws TriggerException, InterruptedException;
  }
}
