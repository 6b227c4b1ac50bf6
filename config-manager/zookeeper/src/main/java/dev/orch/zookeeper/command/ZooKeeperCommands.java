package dev.orch.zookeeper.command;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.Commands;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;

/** Commands in ZooKeeper: a znode each, below the instance's. */
public final class ZooKeeperCommands implements Commands {
  private final Connection connection;
  private final Layout layout;

  public ZooKeeperCommands(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
  }

  private String path(ProjectName project, ComponentName component, InstanceId instance) {
    return ProjectLayout.commands(layout.project(project).instance(component, instance));
  }

  @Override
  public CommandBox of(ProjectName project, ComponentName component, InstanceId instance) {
    return new ZooKeeperCommandBox(
        connection,
        path(project, component, instance),
        "instance " + instance + " of " + project + "/" + component);
  }

  @Override
  public Subscription watch(
      ProjectName project, ComponentName component, InstanceId instance, Runnable lookAgain) {
    String commands = path(project, component, instance);
    return StandingWatch.ofTree(
        connection, commands, changed -> !changed.equals(commands), lookAgain);
  }
}
