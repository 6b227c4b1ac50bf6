package dev.orch.agent.trigger;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.command.CommandRunner;

/**
 * What a trigger is made of.
 *
 * @param overrides commands that count more than those of the component
 * @param runner runs them
 */
public record TriggerSetup(
    InstanceIdentity identity, CommandOverrides overrides, CommandRunner runner) {}
