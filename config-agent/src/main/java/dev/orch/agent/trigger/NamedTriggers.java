package dev.orch.agent.trigger;

import dev.orch.agent.command.CommandTrigger;
import dev.orch.engine.Trigger;
import dev.orch.model.Quoted;
import dev.orch.model.component.ComponentSpec;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Triggers found by the name that the component asks for. */
public final class NamedTriggers implements Triggers {
  private static final System.Logger LOG = System.getLogger(NamedTriggers.class.getName());
  private static final String COMMAND = "command";
  private static final String PROCESS = "process";

  private final SortedMap<String, Trigger> byName;
  private final boolean commandsGiven;

  private NamedTriggers(SortedMap<String, Trigger> byName, boolean commandsGiven) {
    this.byName = Collections.unmodifiableSortedMap(byName);
    this.commandsGiven = commandsGiven;
  }

  /** {@code command}, {@code none} and what the factories make. */
  public static NamedTriggers create(
      TriggerSetup setup, Collection<? extends TriggerFactory> factories) {
    TreeMap<String, Trigger> byName = new TreeMap<>();
    factories.forEach(factory -> byName.put(factory.name(), factory.create(setup)));
    byName.put(ComponentSpec.NO_TRIGGER, Trigger.NONE);
    byName.put(COMMAND, new CommandTrigger(setup.identity(), setup.overrides(), setup.runner()));
    return new NamedTriggers(byName, setup.overrides().hasCommand());
  }

  /** A component that asks for none gets the command trigger if the agent was given commands. */
  @Override
  public Optional<Trigger> of(ComponentSpec spec) {
    boolean asksForNone = spec.trigger().equals(ComponentSpec.NO_TRIGGER);
    return Optional.ofNullable(byName.get(asksForNone && commandsGiven ? COMMAND : spec.trigger()));
  }

  @Override
  public String missing(ComponentSpec spec) {
    String asked = "the component asks for the trigger " + Quoted.of(spec.trigger());
    return spec.trigger().equals(PROCESS)
        ? asked + ", but the agent was given no command to run as its child"
        : asked + ", which this agent does not have; it has " + String.join(", ", byName.keySet());
  }

  @Override
  public void close() {
    byName.values().forEach(NamedTriggers::close);
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
