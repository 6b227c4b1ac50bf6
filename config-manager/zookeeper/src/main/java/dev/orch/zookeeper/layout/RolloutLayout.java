package dev.orch.zookeeper.layout;

import dev.orch.model.InstanceId;

/**
 * Where the rollouts of one component lie:
 *
 * <pre>
 * /rollout                the last rollout
 *   /latch                ephemeral: who moves it on
 *   /slots/NUMBER         a lease that is held, and by whom; of any rollout
 *   /holders/INSTANCE     the lease that an instance holds
 *   /ROLLOUT/healthy/INSTANCE
 *   /ROLLOUT/failed/INSTANCE
 * </pre>
 *
 * @param root the rollout's own znode
 */
public record RolloutLayout(String root) {
  private static final String SLOTS = "slots";
  private static final String HOLDERS = "holders";
  private static final String LATCH = "latch";

  public String latch() {
    return Layout.child(root, LATCH);
  }

  public String slots() {
    return Layout.child(root, SLOTS);
  }

  public String slot(int number) {
    return Layout.child(slots(), Integer.toString(number));
  }

  public String holders() {
    return Layout.child(root, HOLDERS);
  }

  public String holder(InstanceId instance) {
    return Layout.child(holders(), instance.value());
  }

  /** The results of a rollout. */
  public String results(String rollout) {
    return Layout.child(root, rollout);
  }

  public String healthy(String rollout) {
    return Layout.child(results(rollout), "healthy");
  }

  public String healthy(String rollout, InstanceId instance) {
    return Layout.child(healthy(rollout), instance.value());
  }

  public String failed(String rollout) {
    return Layout.child(results(rollout), "failed");
  }

  public String failed(String rollout, InstanceId instance) {
    return Layout.child(failed(rollout), instance.value());
  }

  /** Whether a child of the rollout's znode holds the results of one. */
  public static boolean isResults(String name) {
    return RevisionName.parse(name).isPresent();
  }
}
