package dev.orch.agent.remote;

import dev.orch.agent.command.CommandRunner;
import dev.orch.agent.health.HealthTrigger;
import dev.orch.agent.health.HealthWatch;
import dev.orch.agent.trigger.CheckedSource;
import dev.orch.agent.trigger.NamedTriggers;
import dev.orch.agent.trigger.ObservedTriggers;
import dev.orch.agent.trigger.SelectingTrigger;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.agent.trigger.Triggers;
import dev.orch.engine.DesiredSource;
import dev.orch.engine.Trigger;
import dev.orch.engine.observe.Observation;
import dev.orch.engine.remote.RemoteNotes;
import dev.orch.engine.remote.RemotePasses;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.engine.standby.HomeNotes;
import dev.orch.engine.standby.Standby;
import dev.orch.engine.standby.StandbyAgent;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;

/** A home that is not on this machine, with the triggers of its component. */
public final class RemoteWork implements StandbyAgent.Work, AutoCloseable {
  private final RemoteHome home;
  private final RemoteSetup setup;
  private final RemoteNotes notes;
  private final CommandRunner runner;
  private final NamedTriggers triggers;

  /**
   * Creates it; nothing is read yet.
   *
   * @param home closed with it
   */
  public RemoteWork(RemoteHome home, RemoteSetup setup) {
    this.home = home;
    this.setup = setup;
    this.notes = new RemoteNotes(home, setup.writer());
    this.runner = new CommandRunner(setup.scratch());
    this.triggers =
        NamedTriggers.create(
            new TriggerSetup(setup.identity(), setup.commands(), runner), setup.factories());
  }

  @Override
  public HomeNotes notes() {
    return notes;
  }

  @Override
  public SessionSlot sessionSlot() {
    return home.sessionSlot(setup.identity().instance());
  }

  @Override
  public RemotePasses passes(
      DesiredSource source, Standby standby, InstanceReporter reporter, Observation observed) {
    Triggers told = new ObservedTriggers(triggers, observed);
    return passes(
        observed.around(new CheckedSource(source, told, null)),
        standby,
        observed.whole(healthy(new SelectingTrigger(told, reporter::moving))));
  }

  /** Without an agent. */
  public RemotePasses passes(DesiredSource source, Standby standby) {
    return passes(
        new CheckedSource(source, triggers, null),
        standby,
        healthy(new SelectingTrigger(triggers, context -> {})));
  }

  private Trigger healthy(Trigger trigger) {
    return new HealthTrigger(trigger, new HealthWatch(setup.identity(), runner));
  }

  private RemotePasses passes(DesiredSource source, Standby standby, Trigger trigger) {
    return new RemotePasses(source, home, notes, trigger, standby);
  }

  @Override
  public void close() throws IOException {
    triggers.close();
    home.close();
  }
}
