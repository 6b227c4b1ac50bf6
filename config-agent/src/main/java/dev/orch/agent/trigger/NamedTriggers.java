package dev.orch.agent.trigger;

import dev.orch.agent.command.CommandTrigger;
import dev.orch.engine.Trigger;
import dev.orch.model.Quoted;
import dev.orch.model.component.ComponentSpec;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Triggers found by the name that the component asks for. Those of factories are made when they are
 * first asked for; one that cannot be made is tried again the next time. Safe for use by several
 * threads.
 */
public final class NamedTriggers implements Triggers {
  private static final System.Logger LOG = System.getLogger(NamedTriggers.class.getName());
  private static final String COMMAND = "command";
  private static final String PROCESS = "process";

  private final TriggerSetup setup;
  private final Supplier<? extends Collection<? extends TriggerFactory>> factories;
  private final Map<String, Trigger> made = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();

  private NamedTriggers(
      TriggerSetup setup, Supplier<? extends Collection<? extends TriggerFactory>> factories) {
    this.setup = setup;
    this.factories = factories;
    made.put(ComponentSpec.NO_TRIGGER, Trigger.NONE);
    made.put(COMMAND, new CommandTrigger(setup.identity(), setup.overrides(), setup.runner()));
  }

  /** {@code command}, {@code none} and what the factories make. */
  public static NamedTriggers create(
      TriggerSetup setup, Collection<? extends TriggerFactory> factories) {
    return create(setup, () -> factories);
  }

  /**
   * {@code command}, {@code none} and what the factories make.
   *
   * @param factories asked only when a component wants none of the two
   */
  public static NamedTriggers create(
      TriggerSetup setup, Supplier<? extends Collection<? extends TriggerFactory>> factories) {
    return new NamedTriggers(setup, factories);
  }

  /** A component that asks for none gets the command trigger if the agent was given commands. */
  @Override
  public synchronized Optional<Trigger> of(ComponentSpec spec) {
    boolean asksForNone = spec.trigger().equals(ComponentSpec.NO_TRIGGER);
    String name = asksForNone && setup.overrides().hasCommand() ? COMMAND : spec.trigger();
    if (!made.containsKey(name)) {
      make(name);
    }
    return Optional.ofNullable(made.get(name));
  }

  private void make(String name) {
    failures.remove(name);
    factories.get().stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .ifPresent(
            factory -> {
              try {
                made.put(name, factory.create(setup));
              } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "the trigger " + name + " could not be made", e);
                failures.put(name, e.getMessage() == null ? e.toString() : e.getMessage());
              }
            });
  }

  @Override
  public synchronized String missing(ComponentSpec spec) {
    String asked = "the component asks for the trigger " + Quoted.of(spec.trigger());
    if (spec.trigger().equals(PROCESS)) {
      return asked + ", but the agent was given no command to run as its child";
    }
    String failure = failures.get(spec.trigger());
    if (failure != null) {
      return asked + ", which could not be made: " + failure;
    }
    SortedSet<String> names = new TreeSet<>(made.keySet());
    factories.get().forEach(factory -> names.add(factory.name()));
    return asked + ", which this agent does not have; it has " + String.join(", ", names);
  }

  @Override
  public synchronized void close() {
    made.values().forEach(NamedTriggers::close);
  }

  private static void close(Trigger trigger) {
    if (trigger instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        // A plug-in's: whatever it throws, the others are to be closed as well.
        LOG.log(Level.WARNING, "a trigger could not be closed", e);
      }
    }
  }
}
