package dev.orch.cli.remote;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.remote.RemoteWork;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.engine.DesiredSource;
import dev.orch.engine.DryRun;
import dev.orch.engine.Outcome;
import dev.orch.engine.remote.RemoteDryRun;
import dev.orch.engine.remote.RemotePasses;
import dev.orch.engine.report.HostName;
import dev.orch.engine.standby.Standby;
import dev.orch.model.InstanceId;
import dev.orch.model.OrchException;
import dev.orch.model.RefusedException;
import dev.orch.model.component.Manifest;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Brings a home that is not on this machine to the state of a directory, without ZooKeeper. */
public final class RemoteApplies {
  private final Invocation invocation;
  private final Settings settings;
  private final URI location;

  public RemoteApplies(Invocation invocation, Settings settings, URI location) {
    this.invocation = invocation;
    this.settings = settings;
    this.location = location;
  }

  private RemoteHome open() throws IOException {
    RemoteHome home = HadoopParts.of(invocation).homes().open(location, settings);
    if (HomeKind.of(home).filter(kind -> kind == HomeDocument.JOBS).isPresent()) {
      home.close();
      throw new RefusedException(
          "home " + location + " holds Oozie jobs, and the component is none of jobs",
          "Give it another home, or 'trigger: oozie' in its component.yaml.");
    }
    return home;
  }

  /** What would be done. */
  public DryRun preview(Manifest desired) throws IOException {
    try (RemoteHome home = open()) {
      return RemoteDryRun.of(home, desired);
    }
  }

  /**
   * Does it; what failed before is tried again.
   *
   * @param confirmation asks before the home is taken from an agent
   */
  public Outcome run(
      DesiredSource desired,
      InstanceIdentity identity,
      CommandOverrides commands,
      ConfirmOption confirmation)
      throws IOException, InterruptedException {
    try (RemoteWork work =
        new RemoteWork(
            open(),
            RemoteSetups.of(invocation, identity, HostName.ofThisNode(), location, commands))) {
      confirmWithoutAgent(work, confirmation);
      RemotePasses passes = work.passes(desired, Standby.NEVER);
      passes.retryFailed();
      Outcome outcome = passes.reconcile();
      Optional<OrchException> failure = passes.failure();
      if (failure.isPresent()) {
        throw failure.get();
      }
      return outcome;
    }
  }

  /** Both would bring their own to the same home, one after the other, again and again. */
  private void confirmWithoutAgent(RemoteWork work, ConfirmOption confirmation) throws IOException {
    Optional<InstanceId> agent = work.notes().leader();
    if (agent.isPresent()) {
      confirmation.confirm(
          "The agent "
              + agent.get()
              + " acts for "
              + location
              + ", or did when it was last seen: go on in its place",
          invocation);
      work.notes().takeOver(null);
    }
  }
}
