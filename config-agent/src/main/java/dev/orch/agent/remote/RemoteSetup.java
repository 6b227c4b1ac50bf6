package dev.orch.agent.remote;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.trigger.TriggerFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What restarts a component whose home is not on this machine.
 *
 * @param writer who writes to the home, for others whom that overtakes
 * @param commands that count more than those of the component
 * @param scratch the directory on this machine that commands run in, and that keeps their output;
 *     made when it is needed
 * @param factories of triggers other than those that every agent has
 */
public record RemoteSetup(
    InstanceIdentity identity,
    String writer,
    CommandOverrides commands,
    Path scratch,
    Collection<? extends TriggerFactory> factories) {
  public RemoteSetup {
    factories = List.copyOf(factories);
  }
}
