package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.process.BackoffPolicy;
import dev.orch.agent.process.ChildSettings;
import dev.orch.agent.process.Observed;
import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.engine.Outcome;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.Store;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project in a store, a home, and the agents that a test runs on them. */
public final class Rig implements AutoCloseable {
  public static final ProjectName PROJECT = new ProjectName("weather");
  public static final ComponentName COMPONENT = new ComponentName("file-mgr");
  public static final InstanceId INSTANCE = new InstanceId("node-1");

  /** Says its id and what it is configured with, and runs until it is told to end. */
  public static final String SERVER =
      "[ -e etc/broken ] && exit 9;"
          + " echo $$ $ORCH_REVISION $(cat etc/a.properties) >> started;"
          + " trap 'exit 0' TERM; while :; do sleep 0.02; done";

  /** The same where the component is versioned. */
  public static final String VERSIONED_SERVER = SERVER.replace("etc/", "current/etc/");

  private static final BackoffPolicy FAST =
      new BackoffPolicy(Duration.ofMillis(20), Duration.ofMillis(200), 0.2, Duration.ofSeconds(30));

  /** Agents in Java VMs of their own take their time on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Store store;
  private final Store agentStore;
  private final Path home;
  private final List<Agent> agents = new ArrayList<>();

  public Rig(Store store, Path home) {
    this(store, store, home);
  }

  /** Publishers and agents on connections of their own. */
  public Rig(Store store, Store agentStore, Path home) {
    this.store = store;
    this.agentStore = agentStore;
    this.home = home;
  }

  public static ChildSettings child(String script, Path output) {
    return new ChildSettings(
        List.of("/bin/sh", "-c", script),
        Duration.ofSeconds(20),
        Duration.ofMillis(400),
        FAST,
        ProcessBuilder.Redirect.appendTo(output.toFile()));
  }

  public AgentConfig config() {
    return config(INSTANCE, home);
  }

  public static AgentConfig config(InstanceId instance, Path home) {
    return AgentConfig.of(new InstanceIdentity(PROJECT, COMPONENT, instance), home, "host-1")
        .withReconcileInterval(Duration.ofMinutes(10));
  }

  /** Owning a child that runs this script. */
  public AgentConfig withChild(String script) {
    return config().withChild(child(script, home.resolveSibling("output")));
  }

  public AgentConfig withCommands(CommandOverrides commands) {
    return config().withCommands(commands);
  }

  public Agent start(AgentConfig config) throws IOException, InterruptedException {
    return start(config, List.of());
  }

  public Agent start(AgentConfig config, List<TriggerFactory> factories)
      throws IOException, InterruptedException {
    Agent agent = Agent.start(config, agentStore, factories);
    agents.add(agent);
    return agent;
  }

  public Outcome runOnce() throws IOException, InterruptedException {
    return runOnce(Progress.NONE);
  }

  public Outcome runOnce(Progress progress) throws IOException, InterruptedException {
    return Agent.runOnce(config(), agentStore, List.of(), progress);
  }

  /** Makes it the one component of the project; the revision's number. */
  public long publish(FileTree tree) throws IOException, InterruptedException {
    return commit(
        new Commit.Publish(new TreeMap<>(Map.of(LayerName.of(COMPONENT), tree)), authorship()));
  }

  /** Makes an older revision live again; the new one's number. */
  public long rollback(long to) throws IOException, InterruptedException {
    RevisionInfo target = store.revisions().revision(PROJECT, to).orElseThrow();
    return commit(new Commit.Rollback(target, authorship()));
  }

  /** Takes the component, not the project, away. */
  public long withdraw() throws IOException, InterruptedException {
    SortedMap<LayerName, FileTree> others = new TreeMap<>();
    others.put(LayerName.parse("other"), Trees.of("x", "1"));
    return commit(new Commit.Publish(others, authorship()));
  }

  public long clear() throws IOException, InterruptedException {
    return commit(new Commit.Clear(authorship()));
  }

  private static Authorship authorship() {
    return new Authorship("someone", "host-1", "", null);
  }

  private long commit(Commit commit) throws IOException, InterruptedException {
    try (WriteSession session = store.revisions().write(PROJECT, "test", Duration.ofSeconds(20))) {
      return session.commit(commit, CommitProgress.NONE).number();
    }
  }

  public void requestRetry() throws InterruptedException {
    store.instances().requestRetry(PROJECT, COMPONENT, INSTANCE);
  }

  public Optional<InstanceStatus> status() throws InterruptedException {
    return store.instances().instances(PROJECT).stream()
        .filter(status -> status.id().equals(INSTANCE))
        .findFirst();
  }

  /** Waits until the instance says so. */
  public InstanceReport awaitState(InstanceState state, long wanted) throws Exception {
    Await.until(
        state + " at " + wanted,
        LIMIT,
        () ->
            status()
                .map(InstanceStatus::report)
                .filter(report -> report.state() == state && report.wantedRevision() == wanted)
                .isPresent());
    return status().orElseThrow().report();
  }

  public void awaitLive(boolean live) throws Exception {
    Await.until("live: " + live, LIMIT, () -> status().filter(s -> s.live() == live).isPresent());
  }

  /** Waits for the child's n-th start; each is {@code PID REVISION CONFIGURATION}. */
  public List<String> awaitStarts(int count) throws Exception {
    return Observed.lines(home.resolve("started"), count);
  }

  public void assertText(String path, String text) throws IOException {
    assertThat(Files.readString(home.resolve(path))).as(path).isEqualTo(text);
  }

  public Path home() {
    return home;
  }

  @Override
  public void close() {
    agents.forEach(Agent::close);
  }
}
