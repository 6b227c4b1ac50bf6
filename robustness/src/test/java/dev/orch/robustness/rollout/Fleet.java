package dev.orch.robustness.rollout;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.agent.InstanceIdentity;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.rollout.RolloutFollower;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayerScope;
import dev.orch.model.layer.View;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.layer.Views;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Many agents in one process, each with a home and a session of its own. */
final class Fleet implements AutoCloseable {
  static final ProjectName PROJECT = new ProjectName("weather");
  static final ComponentName COMPONENT = new ComponentName("file-mgr");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  final Availability programs = new Availability();
  final Store store;
  final ComponentRollouts rollouts;
  private final String connect;
  private final Path homes;
  private final Map<InstanceId, Agent> agents = new HashMap<>();
  private final Map<InstanceId, Store> stores = new HashMap<>();

  Fleet(String connect, Path homes) {
    this.connect = connect;
    this.homes = homes;
    this.store = open();
    this.rollouts = store.rollouts().of(PROJECT, COMPONENT);
  }

  private Store open() {
    return ServiceLoader.load(StoreProvider.class)
        .findFirst()
        .orElseThrow()
        .open(
            new StoreSettings(
                connect, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(10)));
  }

  static InstanceId id(int number) {
    return new InstanceId(String.format("node-%02d", number));
  }

  void start(int from, int to) throws IOException, InterruptedException {
    for (int i = from; i < to; i++) {
      start(id(i));
    }
  }

  void start(InstanceId id) throws IOException, InterruptedException {
    programs.alive(id);
    Store own = open();
    stores.put(id, own);
    AgentConfig config =
        AgentConfig.of(
                new InstanceIdentity(PROJECT, COMPONENT, id), homes.resolve(id.value()), "host")
            .withReconcileInterval(Duration.ofMinutes(10))
            .withCloseTimeout(Duration.ofMillis(200));
    agents.put(id, Agent.start(config, own, List.of(programs)));
  }

  /** Its session ends as if its machine had; what it was doing stays as it is. */
  void lose(InstanceId id) {
    Objects.requireNonNull(stores.get(id)).close();
    programs.dead(id);
  }

  /** In order. */
  void stop(InstanceId id) {
    Objects.requireNonNull(agents.remove(id)).close();
    Objects.requireNonNull(stores.remove(id)).close();
  }

  /** As an agent that has just started, is asked for another try, and looks then. */
  void lookAfterRetry(InstanceId id) throws IOException, InterruptedException {
    Passes none =
        new Passes() {
          @Override
          public Optional<Outcome> recover() {
            return Optional.empty();
          }

          @Override
          public Outcome reconcile() {
            return new Outcome.Absent();
          }

          @Override
          public void retryFailed() {}
        };
    Views views = new Views(store.revisions(), PROJECT);
    Head head = store.revisions().latestHead(PROJECT).orElseThrow();
    try (RolloutFollower follower =
        new RolloutFollower(store, PROJECT, COMPONENT, id, Optional::empty)) {
      follower.around(none).retryFailed();
      var unused =
          follower
              .choice()
              .choose(
                  head,
                  ComponentState.of(head.components(), COMPONENT).orElseThrow(),
                  (revision, state) ->
                      new Seen(revision, views.of(state, Viewpoint.common(COMPONENT))));
    }
  }

  private record Seen(long revision, View view) implements DesiredState.Present {
    @Override
    public Digest digest() {
      return view.digest();
    }

    @Override
    public FileTree open(Manifest like) throws InterruptedException {
      return view.open(like);
    }
  }

  static FileTree tree(String content, Map<String, String> rollout) {
    Map<String, String> spec = new TreeMap<>(rollout);
    spec.put("trigger", Availability.TRIGGER);
    // Leases that do not run out while a busy machine takes its time.
    spec.put("command.timeout", "PT5M");
    return Trees.builder().file("etc/a.properties", content).spec(spec).build();
  }

  long publish(String content, String... rollout) throws IOException, InterruptedException {
    return publish(Map.of(), content, rollout);
  }

  /**
   * Publishes it.
   *
   * @param others what single instances get instead
   */
  long publish(Map<InstanceId, String> others, String content, String... rollout)
      throws IOException, InterruptedException {
    Map<String, String> keys = new TreeMap<>();
    for (int i = 0; i < rollout.length; i += 2) {
      keys.put("rollout." + rollout[i], rollout[i + 1]);
    }
    TreeMap<LayerName, FileTree> layers = new TreeMap<>();
    layers.put(LayerName.of(COMPONENT), tree(content, keys));
    others.forEach(
        (id, other) ->
            layers.put(new LayerName(COMPONENT, new LayerScope.One(id)), tree(other, Map.of())));
    return commit(new Commit.Publish(layers, authorship()));
  }

  long abort() throws IOException, InterruptedException {
    Rollout.Plan plan = rollout().plan();
    return commit(new Commit.Abort(COMPONENT, plan.id(), plan.stable(), authorship()));
  }

  private static Authorship authorship() {
    return new Authorship("someone", "host", "", null);
  }

  private long commit(Commit commit) throws IOException, InterruptedException {
    try (WriteSession session = store.revisions().write(PROJECT, "test", LIMIT)) {
      long number = session.commit(commit, CommitProgress.NONE).number();
      session.prune(3);
      return number;
    }
  }

  Rollout rollout() throws InterruptedException {
    return rollouts.current().orElseThrow().rollout();
  }

  void awaitPhase(long revision, Phase phase) throws Exception {
    Await.until(
        phase + " of " + revision,
        LIMIT,
        () -> {
          Rollout now = rollout();
          return now.plan().revision() == revision && now.phase() == phase;
        });
  }

  /** Changes the rollout as it is now, again and again until nobody else did meanwhile. */
  void change(UnaryOperator<Rollout> change) throws InterruptedException {
    boolean done = false;
    while (!done) {
      StoredRollout stored = rollouts.current().orElseThrow();
      done = rollouts.replace(stored, change.apply(stored.rollout()));
    }
  }

  /** Leases that run out a second after their holder was last heard of. */
  static Rollout withShortLeases(Rollout rollout) {
    Rollout.Plan plan = rollout.plan();
    return new Rollout(
        new Rollout.Plan(
            plan.id(),
            plan.revision(),
            plan.target(),
            plan.stableRevision(),
            plan.stable(),
            plan.superseded(),
            plan.slots(),
            plan.labelled(),
            plan.bake(),
            Duration.ofSeconds(1)),
        rollout.canaries(),
        rollout.phase(),
        rollout.paused(),
        rollout.maxFailures(),
        rollout.reason());
  }

  String content(InstanceId id) throws IOException {
    return Files.readString(homes.resolve(id.value()).resolve("etc/a.properties"));
  }

  /** What runs there is not healthy any more, if its health command looks for this file. */
  void sicken(InstanceId id) throws IOException {
    Files.createFile(homes.resolve(id.value()).resolve("sick"));
  }

  /** Its health command, which adds a line to this file each time, was run so often. */
  void awaitAsked(InstanceId id, int times) {
    Path asked = homes.resolve(id.value()).resolve("asked");
    Await.until(
        id + " was asked",
        LIMIT,
        () -> Files.exists(asked) && Files.readAllLines(asked).size() >= times);
  }

  void awaitContent(String content, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      InstanceId id = id(i);
      Path file = homes.resolve(id.value()).resolve("etc/a.properties");
      Await.until(
          id + " has " + content,
          LIMIT,
          () -> Files.exists(file) && Files.readString(file).equals(content));
    }
  }

  void awaitReport(InstanceId id, Predicate<InstanceStatus> expected) throws Exception {
    Await.until(
        "report of " + id,
        LIMIT,
        () ->
            store.instances().instances(PROJECT).stream()
                .anyMatch(status -> status.id().equals(id) && expected.test(status)));
  }

  /** All report that they run what is published. */
  void awaitReports(int count, long revision) throws Exception {
    Await.until(
        count + " reports of " + revision,
        LIMIT,
        () ->
            store.instances().instances(PROJECT).stream()
                    .filter(status -> status.report().appliedRevision() == revision)
                    .count()
                == count);
  }

  @Override
  public void close() {
    agents.values().forEach(Agent::close);
    stores.values().forEach(Store::close);
    store.close();
  }
}
