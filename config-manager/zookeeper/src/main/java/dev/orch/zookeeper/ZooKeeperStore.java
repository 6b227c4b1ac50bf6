package dev.orch.zookeeper;

import dev.orch.model.command.Commands;
import dev.orch.model.event.EventLog;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.rollout.RolloutStore;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.zookeeper.command.ZooKeeperCommands;
import dev.orch.zookeeper.connection.ConnectString;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.event.ZooKeeperEventLog;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.output.ZooKeeperOutputs;
import dev.orch.zookeeper.registry.ZooKeeperInstanceRegistry;
import dev.orch.zookeeper.rollout.ZooKeeperRollouts;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/**
 * The store in ZooKeeper. No request blocks for longer than the settings say, whatever the servers
 * do.
 */
public final class ZooKeeperStore implements Store {
  private final Connection connection;
  private final ZooKeeperRevisionStore revisions;
  private final ZooKeeperInstanceRegistry instances;
  private final ZooKeeperCommands commands;
  private final ZooKeeperEventLog events;
  private final RolloutStore rollouts;
  private final ZooKeeperOutputs outputs;

  private ZooKeeperStore(Connection connection, Clock clock, Random random) {
    Layout layout = new Layout(connection.connectString().chroot());
    this.connection = connection;
    this.revisions = new ZooKeeperRevisionStore(connection, layout, clock, random);
    this.instances = new ZooKeeperInstanceRegistry(connection, layout);
    this.commands = new ZooKeeperCommands(connection, layout);
    this.outputs = new ZooKeeperOutputs(connection, layout, random);
    this.events = new ZooKeeperEventLog(connection, layout, random);
    this.rollouts =
        (project, component) ->
            new ZooKeeperRollouts(connection, layout.project(project), component);
  }

  /**
   * Begins to connect and returns at once.
   *
   * @throws dev.orch.model.InvalidInputException when the connect string is not well-formed
   */
  public static ZooKeeperStore open(StoreSettings settings) {
    return open(settings, Clock.systemUTC(), new SecureRandom());
  }

  /** The same; the clock gives revisions their time, chance gives ids. */
  public static ZooKeeperStore open(StoreSettings settings, Clock clock, Random random) {
    ConnectString connectString = ConnectString.parse(settings.connect());
    return new ZooKeeperStore(Connection.open(connectString, settings), clock, random);
  }

  @Override
  public RevisionStore revisions() {
    return revisions;
  }

  @Override
  public RolloutStore rollouts() {
    return rollouts;
  }

  @Override
  public InstanceRegistry instances() {
    return instances;
  }

  @Override
  public Commands commands() {
    return commands;
  }

  @Override
  public Outputs outputs() {
    return outputs;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public void awaitConnected(Duration atMost) throws InterruptedException {
    connection.awaitConnected(atMost);
  }

  @Override
  public boolean isConnected() {
    return connection.isConnected();
  }

  /** Ends registrations and the session; takes at most some seconds. */
  @Override
  public void close() {
    instances.close();
    events.close();
    connection.close();
  }

  /** For tests that end or cut the session itself. */
  Connection connection() {
    return connection;
  }
}
