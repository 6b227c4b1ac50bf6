package dev.orch.zookeeper.registry;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import java.util.Objects;

/** Where an instance is registered. */
record Place(ProjectName project, ComponentName component, InstanceId instance) {
  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof Place that
        && project.equals(that.project)
        && component.equals(that.component)
        && instance.equals(that.instance);
  }

  @Override
  public int hashCode() {
    return Objects.hash(project, component, instance);
  }

  @Override
  public String toString() {
    return "instance " + instance + " of " + project + "/" + component;
  }
}
