package dev.orch.publisher.verify;

import dev.orch.model.Problem;
import dev.orch.publisher.plan.Plan;
import java.util.List;

/**
 * Everything that differs.
 *
 * @param plan what a publish of the desired tree would change, in both directions
 * @param damaged files and components whose published bytes are not what their manifest says
 * @param instances what is not as it should be with the instances
 * @param filesRead how many published files were read and compared with their digests
 * @param instancesSeen how many instances were looked at
 */
public record VerifyReport(
    Plan plan,
    List<Problem> damaged,
    List<InstanceDifference> instances,
    int filesRead,
    int instancesSeen) {
  public VerifyReport {
    damaged = List.copyOf(damaged);
    instances = List.copyOf(instances);
  }

  /** Whether nothing differs. */
  public boolean inSync() {
    return plan.isEmpty() && damaged.isEmpty() && instances.isEmpty();
  }
}
