package dev.orch.config;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who of a component is live now, and who was before.
 *
 * @param before the live instances as they were told last, by id; empty the first time
 * @param now those of now, by id
 */
public record InstancesChange(
    ComponentName component, List<InstanceStatus> before, List<InstanceStatus> now) {
  public InstancesChange {
    before = List.copyOf(before);
    now = List.copyOf(now);
  }

  /** Those that are new. */
  public List<InstanceStatus> joined() {
    return without(now, before);
  }

  /** Those that are gone, as they were. */
  public List<InstanceStatus> left() {
    return without(before, now);
  }

  /** Those that stayed and run, reach or report something else now, as they are. */
  public List<InstanceStatus> changed() {
    Map<InstanceId, InstanceReport> known =
        before.stream().collect(Collectors.toMap(InstanceStatus::id, InstanceStatus::report));
    return now.stream()
        .filter(it -> known.containsKey(it.id()) && !it.report().equals(known.get(it.id())))
        .toList();
  }

  private static List<InstanceStatus> without(
      List<InstanceStatus> those, List<InstanceStatus> others) {
    List<InstanceId> ids = others.stream().map(InstanceStatus::id).toList();
    return those.stream().filter(it -> !ids.contains(it.id())).toList();
  }
}
