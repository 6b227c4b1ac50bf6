package dev.orch.robustness.chaos;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.agent.InstanceIdentity;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.zookeeper.ZooKeeperStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One component's agents in this process, each with a session and a home of its own. */
final class Fleet implements AutoCloseable {
  static final ProjectName PROJECT = new ProjectName("weather");
  static final ComponentName COMPONENT = new ComponentName("file-mgr");
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String HOST = "localhost";

  private final Path homes;
  private final Duration session;
  private final CountingTrigger trigger = new CountingTrigger();
  private final List<AutoCloseable> open = new ArrayList<>();

  /**
   * Without any agent yet.
   *
   * @param session after how long without contact an agent is taken for dead
   */
  Fleet(Path homes, Duration session) {
    this.homes = homes;
    this.session = session;
  }

  /** How often all agents together would have started their component. */
  int activations() {
    return trigger.activations();
  }

  /** Starts one more agent; it need not reach the servers yet. */
  void add(String name, String connectString) throws IOException, InterruptedException {
    ZooKeeperStore store = ZooKeeperStore.open(settings(connectString));
    open.add(0, store);
    AgentConfig config =
        AgentConfig.of(
            new InstanceIdentity(PROJECT, COMPONENT, new InstanceId(name)),
            homes.resolve(name),
            HOST);
    open.add(0, Agent.start(config, store, List.of(trigger)));
  }

  private StoreSettings settings(String connectString) {
    return new StoreSettings(
        connectString,
        StoreSettings.DEFAULT_CONNECT_TIMEOUT,
        session,
        StoreSettings.DEFAULT_REQUEST_TIMEOUT);
  }

  /** Publishes a component whose files all say this; returns the revision. */
  static long publish(Store store, String text, int files) throws InterruptedException {
    return Commits.publish(store.revisions(), PROJECT, COMPONENT.value(), tree(text, files))
        .number();
  }

  private static FileTree tree(String text, int files) {
    Trees tree = Trees.builder().spec(Map.of("trigger", CountingTrigger.NAME));
    for (int i = 0; i < files; i++) {
      tree.file("etc/f" + i, text);
    }
    return tree.build();
  }

  /** Waits until so many instances are live and have applied this revision. */
  static void awaitApplied(Store store, long revision, int instances) {
    Await.until(
        instances + " instances at revision " + revision,
        LIMIT,
        () ->
            statuses(store).stream().filter(status -> isAt(status, revision)).count() == instances);
  }

  private static boolean isAt(InstanceStatus status, long revision) {
    return status.live()
        && status.report().state() == InstanceState.APPLIED
        && status.report().appliedRevision() == revision;
  }

  static List<InstanceStatus> statuses(Store store) throws InterruptedException {
    return store.instances().instances(PROJECT);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
