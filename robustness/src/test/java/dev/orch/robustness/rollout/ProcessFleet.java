package dev.orch.robustness.rollout;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutProgress;
import dev.orch.model.rollout.Standing;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.StoreSettings;
import dev.orch.robustness.ensemble.JavaProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.zookeeper.ZooKeeperStore;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.RolloutLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.zookeeper.KeeperException;

/**
 * Agents as processes, each with a program that takes a moment to start, that can be held while it
 * does, and that tells a {@link TurnLog} when it was stopped and when it is healthy.
 */
final class ProcessFleet implements AutoCloseable {
  static final ProjectName PROJECT = new ProjectName("weather");
  static final ComponentName COMPONENT = new ComponentName("file-mgr");
  private static final Duration SESSION = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** So often does whoever leads look before it is believed to leave things as they are. */
  private static final int LOOKS = 4;

  final TurnLog log;
  final ComponentRollouts rollouts;
  final LeaseRecorder leases;
  private final ZooKeeperStore store;
  private final Path directory;
  private final String connect;
  private final Map<String, String> times;
  private final Map<InstanceId, JavaProcess> agents = new HashMap<>();

  /**
   * Creates it.
   *
   * @param recorded where the recorder of leases connects, which must not be cut
   * @param times keys of {@code component.yaml} that say how long a turn may take
   */
  ProcessFleet(String connect, String recorded, Path directory, Map<String, String> times)
      throws IOException, InterruptedException, KeeperException {
    this.connect = connect;
    this.directory = directory;
    this.times = times;
    this.log = new TurnLog(directory.resolve("turns"));
    this.store = ZooKeeperStore.open(StoreSettings.of(connect));
    this.rollouts = store.rollouts().of(PROJECT, COMPONENT);
    this.leases = new LeaseRecorder(recorded, layout());
  }

  private static RolloutLayout layout() {
    return new Layout("").project(PROJECT).rollout(COMPONENT);
  }

  static InstanceId id(int number) {
    return new InstanceId("node-" + number);
  }

  void start(InstanceId id) throws IOException {
    start(id, connect);
  }

  /** Starts its agent, the first time or again; it connects there. */
  void start(InstanceId id, String zooKeeper) throws IOException {
    List<String> arguments =
        List.of(
            "agent",
            "--zk",
            zooKeeper,
            "--session-timeout",
            SESSION.toSeconds() + "s",
            "--project",
            PROJECT.value(),
            "--component",
            COMPONENT.value(),
            "--instance",
            id.value(),
            "--home",
            home(id).toString());
    agents.put(id, JavaProcess.start("dev.orch.cli.Main", arguments, words(), words()));
  }

  /** What the agents say. */
  private Path words() {
    return directory.resolve("orch.log");
  }

  private Path home(InstanceId id) {
    return directory.resolve("home-" + id.value());
  }

  boolean isStarted(InstanceId id) {
    return agents.containsKey(id);
  }

  JavaProcess agent(InstanceId id) {
    return Objects.requireNonNull(agents.get(id));
  }

  /** From now on its program does not get past its start. */
  void holdStart(InstanceId id) throws IOException {
    Files.createFile(held("start", id.value()));
  }

  /** From now on its program does not get past its stop. */
  void holdStop(InstanceId id) throws IOException {
    Files.createFile(held("stop", id.value()));
  }

  void release(InstanceId id) throws IOException {
    Files.deleteIfExists(held("start", id.value()));
    Files.deleteIfExists(held("stop", id.value()));
  }

  private Path held(String command, String instance) {
    return directory.resolve("held-" + command + "-" + instance);
  }

  private String whileHeld(String command) {
    return "while [ -e " + held(command, "$ORCH_INSTANCE") + " ]; do sleep 0.05; done";
  }

  long publish(String content, Map<String, String> rollout) throws InterruptedException {
    Map<String, String> spec = new TreeMap<>(times);
    spec.put("trigger", "command");
    spec.put("command.stop", "rm -f running; " + log.shell("down") + "; " + whileHeld("stop"));
    spec.put("command.start", "sleep 0.2; " + whileHeld("start") + "; touch running");
    spec.put("rollout.healthCheck.command", "test -e running && " + log.shell("healthy"));
    spec.put("rollout.healthCheck.interval", "PT0.1S");
    rollout.forEach((key, value) -> spec.put("rollout." + key, value));
    Trees tree = Trees.builder().file("etc/a.properties", content).spec(spec);
    return Commits.publish(store.revisions(), PROJECT, COMPONENT.value(), tree.build()).number();
  }

  String content(InstanceId id) throws IOException {
    return Files.readString(home(id).resolve("etc/a.properties"));
  }

  Rollout rollout() throws InterruptedException {
    return rollouts.current().orElseThrow().rollout();
  }

  RolloutProgress progress() throws InterruptedException {
    return rollouts.progress(rollout());
  }

  /** For a wire, whose plan must not throw. */
  boolean holdsLease(InstanceId id) {
    try {
      return rollouts.standing(id).flatMap(Standing::held).isPresent();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while a lease was looked for", e);
    }
  }

  /** The same. */
  void pause(InstanceId id) {
    try {
      agent(id).pause();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the agent of " + id + " could not be paused", e);
    }
  }

  /** It was not heard of any more in its turn, which counts as a failure. */
  void awaitFailed(InstanceId id) {
    await(
        id + " has failed",
        () -> progress().failed().getOrDefault(id, "").startsWith("not heard of any more"));
  }

  /** Changes the rollout as it is now, again and again until nobody else did meanwhile. */
  void change(UnaryOperator<Rollout> change) throws InterruptedException {
    boolean done = false;
    while (!done) {
      StoredRollout stored = rollouts.current().orElseThrow();
      done = rollouts.replace(stored, change.apply(stored.rollout()));
    }
  }

  void awaitPhase(long revision, Phase phase) {
    await(
        phase + " of " + revision,
        () -> {
          Rollout now = rollout();
          return now.plan().revision() == revision && now.phase() == phase;
        });
  }

  void awaitApplied(InstanceId id, long revision) {
    awaitReport(
        id,
        status ->
            status.live()
                && status.report().state() == InstanceState.APPLIED
                && status.report().appliedRevision() == revision);
  }

  void awaitReport(InstanceId id, Predicate<InstanceStatus> expected) {
    await(
        "report of " + id,
        () ->
            store.instances().instances(PROJECT).stream()
                .anyMatch(status -> status.id().equals(id) && expected.test(status)));
  }

  /** It is stopped, and not healthy yet. */
  void awaitDown(InstanceId id) {
    await(id + " is down", () -> log.down().contains(id));
  }

  /** Its session is over, and whoever leads has looked several times since. */
  void awaitSeenToBeGone(InstanceId id) {
    await("the session of " + id + " is over", () -> !rollouts.isLive(id));
    int before = leases.looks();
    await("whoever leads looks at " + id, () -> leases.looks() >= before + LOOKS);
  }

  void await(String what, Callable<Boolean> condition) {
    Await.until(what + "; see " + words(), LIMIT, condition);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (JavaProcess agent : agents.values()) {
      agent.kill();
    }
    // Programs that outlive their agents must not wait for ever.
    for (InstanceId id : agents.keySet()) {
      release(id);
    }
    leases.close();
    store.close();
  }
}
