package dev.orch.model.rollout;

import dev.orch.model.InstanceId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far a rollout has come.
 *
 * @param failed each with its reason
 * @param leases of all rollouts, by holder
 * @param known all instances that ever reported and were not forgotten
 */
public record RolloutProgress(
    Set<InstanceId> healthy,
    SortedMap<InstanceId, String> failed,
    Map<InstanceId, Held> leases,
    SortedSet<InstanceId> known) {
  public RolloutProgress {
    healthy = Set.copyOf(healthy);
    failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    leases = Map.copyOf(leases);
    known = Collections.unmodifiableSortedSet(new TreeSet<>(known));
  }

  /**
   * A lease that someone holds.
   *
   * @param since when it was taken or renewed, by the store's clock
   */
  public record Held(Lease lease, Instant since) {}
}
