package dev.orch.agent.remote;

import dev.orch.agent.command.CommandRunner;
import dev.orch.agent.health.HealthTrigger;
import dev.orch.agent.health.HealthWatch;
import dev.orch.agent.trigger.CheckedSource;
import dev.orch.agent.trigger.NamedTriggers;
import dev.orch.agent.trigger.SelectingTrigger;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.engine.DesiredSource;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.remote.RemoteNotes;
import dev.orch.engine.remote.RemotePasses;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.engine.standby.HomeNotes;
import dev.orch.engine.standby.Standby;
import dev.orch.engine.standby.StandbyAgent;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.util.function.Consumer;

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
  public RemotePasses passes(DesiredSource source, Standby standby, InstanceReporter reporter) {
    return watchedPasses(source, standby, reporter::moving);
  }

  /**
   * Without an agent.
   *
   * @param moving told when something is about to change
   */
  public RemotePasses watchedPasses(
      DesiredSource source, Standby standby, Consumer<TriggerContext> moving) {
    return new RemotePasses(
        new CheckedSource(source, triggers, null),
        home,
        notes,
        new HealthTrigger(
            new SelectingTrigger(triggers, moving), new HealthWatch(setup.identity(), runner)),
        standby);
  }

  @Override
  public void close() throws IOException {
    triggers.close();
    home.close();
  }
}
