package dev.orch.model.instance;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;

/**
 * What is known of an instance.
 *
 * @param report the last that it made
 * @param live whether its agent is connected now
 */
public record InstanceStatus(
    ComponentName component, InstanceId id, InstanceReport report, boolean live) {}
