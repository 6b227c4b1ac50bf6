package dev.orch.oozie.agent;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an agent for Oozie jobs is told.
 *
 * @param home of the jobs, on a file system that Hadoop knows
 * @param oozie the server's URL, whatever the component says; null to go by the component
 * @param user whom calls are made as, and jobs run as, where the component does not say it
 * @param host the name of the node, for reports
 * @param reconcileInterval the longest time between two looks; above zero
 * @param closeTimeout how long a pass under way may go on when the agent ends
 */
public record OozieAgentConfig(
    ProjectName project,
    ComponentName component,
    InstanceId instance,
    URI home,
    @Nullable URI oozie,
    String user,
    String host,
    Duration reconcileInterval,
    Duration closeTimeout) {}
