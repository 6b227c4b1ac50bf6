package dev.orch.model.rollout;

import dev.orch.model.InstanceId;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * What is known of all instances.
 *
 * @param healthy that run the target
 * @param failed that tried it and failed, or were not heard of any more while they did
 * @param leased that are at it
 * @param known all, connected or not
 * @param present whether one is connected, or was until a moment ago
 * @param baked how long whoever looks has seen the canaries healthy
 */
public record Situation(
    Set<InstanceId> healthy,
    Set<InstanceId> failed,
    Set<InstanceId> leased,
    SortedSet<InstanceId> known,
    Predicate<InstanceId> present,
    Duration baked) {
  boolean isOpen(InstanceId id) {
    return !healthy.contains(id) && !failed.contains(id);
  }
}
