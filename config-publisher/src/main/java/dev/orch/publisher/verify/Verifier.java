package dev.orch.publisher.verify;

import dev.orch.model.Digest;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.Viewpoint;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.scan.ComponentSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares published with desired, stored with published, and applied with published. */
public final class Verifier {
  private final InstanceRegistry registry;

  /** With what instances report there. */
  public Verifier(InstanceRegistry registry) {
    this.registry = registry;
  }

  /** Says what is to run. */
  @FunctionalInterface
  public interface Wanted {
    /** The digest of what is to be seen from there; nothing if the component is not published. */
    Optional<Digest> of(Viewpoint viewpoint) throws InterruptedException;
  }

  /**
   * Looks at everything, and lists all that differs.
   *
   * @param plan what a publish of the desired tree would change
   * @param published all live components
   * @param wanted what instances are to run
   * @param progress told of each component how many of its published files are read
   */
  public VerifyReport verify(
      ProjectName project,
      Plan plan,
      ComponentStates published,
      Wanted wanted,
      ComponentSelection selection,
      Progress progress)
      throws InterruptedException {
    PublishedBytes bytes = new PublishedBytes(progress);
    for (Map.Entry<LayerName, Digest> component : published.digests().entrySet()) {
      if (selection.includes(component.getKey())) {
        bytes.check(component.getKey(), published);
      }
    }
    List<InstanceDifference> differences = new ArrayList<>();
    int seen = 0;
    for (InstanceStatus status : registry.instances(project)) {
      if (selection.includes(status.component())) {
        seen++;
        differences.addAll(
            InstanceCheck.of(
                status, plan.baseRevision(), wanted.of(Viewpoint.of(status)).orElse(null)));
      }
    }
    return new VerifyReport(plan, bytes.damaged(), differences, bytes.filesRead(), seen);
  }
}
