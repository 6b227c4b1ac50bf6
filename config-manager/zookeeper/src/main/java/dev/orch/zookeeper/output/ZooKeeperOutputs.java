package dev.orch.zookeeper.output;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.output.OutputQuestion;
import dev.orch.model.output.OutputSource;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.random.RandomGenerator;

/** Questions in ZooKeeper: each an ephemeral znode of whoever asks, which the agent writes into. */
public final class ZooKeeperOutputs implements Outputs {
  private final Connection connection;
  private final Layout layout;
  private final RandomGenerator random;

  /**
   * Creates it.
   *
   * @param random names questions
   */
  public ZooKeeperOutputs(Connection connection, Layout layout, RandomGenerator random) {
    this.connection = connection;
    this.layout = layout;
    this.random = random;
  }

  private String path(ProjectName project, ComponentName component, InstanceId instance) {
    return ProjectLayout.logs(layout.project(project).instance(component, instance));
  }

  @Override
  public Subscription answer(
      ProjectName project, ComponentName component, InstanceId instance, OutputSource source) {
    return ZooKeeperAnswers.start(connection, path(project, component, instance), source);
  }

  @Override
  public OutputQuestion ask(ProjectName project, ComponentName component, InstanceId instance)
      throws InterruptedException {
    return ZooKeeperQuestion.begin(
        connection,
        path(project, component, instance),
        String.format("%016x", random.nextLong()),
        "instance " + instance + " of " + project + "/" + component);
  }
}
