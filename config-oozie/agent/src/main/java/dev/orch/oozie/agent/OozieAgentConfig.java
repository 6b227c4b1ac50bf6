package dev.orch.oozie.agent;

import dev.orch.engine.standby.StandbyAgent;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What an agent for Oozie jobs is told.
 *
 * @param home of the jobs, on a file system that Hadoop knows
 * @param oozie the server's URL, whatever the component says; null to go by the component
 * @param user whom calls are made as, and jobs run as, where the component does not say it
 */
public record OozieAgentConfig(
    StandbyAgent.Identity identity,
    URI home,
    @Nullable URI oozie,
    String user,
    StandbyAgent.Times times) {}
