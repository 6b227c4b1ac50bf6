package dev.orch.zookeeper.registry;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;

/** Where an instance is registered. */
record Place(ProjectName project, ComponentName component, InstanceId instance) {
  @Override
  public String toString() {
    return "instance " + instance + " of " + project + "/" + component;
  }
}
