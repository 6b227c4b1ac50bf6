package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire.Fate;
import dev.orch.zookeeper.CrashRun.Result;
import dev.orch.zookeeper.CrashRun.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A writer may die, or lose a request or a reply, at each request that it makes. Whatever it then
 * says is true, whoever reads meanwhile sees one revision, and the next writer finds nothing in its
 * way and leaves nothing behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishCrashTest {
  private static final System.Logger LOG = System.getLogger(PublishCrashTest.class.getName());

  /** A client waits up to a second before it connects again; others use the processors then. */
  private static final int THREADS = 16;

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ExecutorService runners = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService closers = Executors.newCachedThreadPool();
  private final BlockingQueue<CrashClients> idle = new LinkedBlockingQueue<>();
  private final AtomicInteger allPoints = new AtomicInteger();

  @BeforeAll
  void connect() throws InterruptedException {
    publishSomething();
    for (int i = 0; i < THREADS; i++) {
      idle.add(new CrashClients(server, "", closers));
    }
  }

  /** So that all projects but those of servers of their own are not the first. */
  private void publishSomething() throws InterruptedException {
    try (CrashClients clients = new CrashClients(server, "", closers)) {
      Commits.publish(
          clients.direct().revisions(), new ProjectName("first"), "file-mgr", Trees.of("a", "1"));
    }
  }

  @AfterAll
  void close() throws InterruptedException {
    LOG.log(System.Logger.Level.INFO, "{0} crash points in all", allPoints);
    runners.shutdown();
    closers.shutdown();
    assertThat(runners.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(closers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    idle.forEach(CrashClients::close);
    server.close();
  }

  private interface Body {
    Result run(CrashRun run) throws Exception;
  }

  private Result run(CrashScenario scenario, Body body) throws Exception {
    if (scenario.firstOnServer()) {
      try (CrashClients own = new CrashClients(server, "/r-" + UUID.randomUUID(), closers)) {
        return body.run(new CrashRun(scenario, own));
      }
    }
    CrashClients clients = idle.take();
    try {
      return body.run(new CrashRun(scenario, clients));
    } finally {
      idle.add(clients);
    }
  }

  private record Point(CrashScenario scenario, Fate fate, int at, List<WireRequest> requests) {
    @Override
    public String toString() {
      return String.format(
          "%s: request %d %s of %s",
          scenario, at, fate, requests.stream().map(WireRequest::operation).toList());
    }
  }

  /** What can happen to a request. */
  private interface Fates {
    List<Fate> of(WireRequest request);
  }

  private static final List<Fate> ALL_FATES =
      List.of(Fate.CLIENT_DIES_BEFORE, Fate.CLIENT_DIES_AFTER, Fate.IS_LOST, Fate.REPLY_IS_LOST);

  /**
   * Those that differ. Where nothing is changed, a lost request is the same as a lost reply; and to
   * die before a request is the same as to die after the last change before it.
   */
  private static List<Fate> distinct(WireRequest request) {
    if (request.mayWrite()) {
      return List.of(Fate.CLIENT_DIES_AFTER, Fate.IS_LOST, Fate.REPLY_IS_LOST);
    }
    return request.number() == 1
        ? List.of(Fate.CLIENT_DIES_BEFORE, Fate.REPLY_IS_LOST)
        : List.of(Fate.REPLY_IS_LOST);
  }

  static List<CrashScenario> scenarios() {
    return CrashScenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aWriterDisturbedAtAnyRequestTellsTheTruthAndLeavesNothing(CrashScenario scenario)
      throws Exception {
    disturbEverywhere(scenario, PublishCrashTest::distinct);
  }

  /** Holds what {@link #distinct} takes for the same to be the same. */
  @Tag("full")
  @Timeout(600)
  @ParameterizedTest
  @MethodSource("scenarios")
  void soDoesOneDisturbedInAnyWay(CrashScenario scenario) throws Exception {
    disturbEverywhere(scenario, request -> ALL_FATES);
  }

  private void disturbEverywhere(CrashScenario scenario, Fates fates) throws Exception {
    long start = System.nanoTime();
    Result undisturbed = run(scenario, CrashRun::undisturbed);
    assertThat(undisturbed.failure()).isNull();
    Map<Point, Future<Result>> running = new LinkedHashMap<>();
    for (WireRequest request : undisturbed.requests()) {
      for (Fate fate : fates.of(request)) {
        Point point = new Point(scenario, fate, request.number(), undisturbed.requests());
        running.put(
            point, runners.submit(() -> run(scenario, run -> run.disturbed(fate, point.at()))));
      }
    }
    for (Map.Entry<Point, Future<Result>> one : running.entrySet()) {
      Point point = one.getKey();
      Result result = result(point, one.getValue());
      requireTheSameUntil(point, result);
      if (!CrashRun.isDeath(point.fate())) {
        requireTheEnd(point, result, undisturbed.verdict());
      }
    }
    allPoints.addAndGet(running.size());
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: {1} requests, {2} crash points, {3} ms",
        scenario,
        undisturbed.requests().size(),
        running.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  private static Result result(Point point, Future<Result> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new AssertionError(point.toString(), e.getCause());
    }
  }

  private static void requireTheSameUntil(Point point, Result result) {
    assertThat(result.requests()).as(point::toString).hasSizeGreaterThanOrEqualTo(point.at());
    assertThat(operations(result.requests().subList(0, point.at())))
        .as(point::toString)
        .isEqualTo(operations(point.requests().subList(0, point.at())));
  }

  /** Without paths: each run has a project of its own. */
  private static List<String> operations(List<WireRequest> requests) {
    return requests.stream().map(WireRequest::operation).toList();
  }

  /** Whoever lives on comes to the end. */
  private static void requireTheEnd(Point point, Result result, Verdict verdict) {
    assertThat(result.failure()).as(point::toString).isNull();
    assertThat(result.verdict()).as(point::toString).isEqualTo(verdict);
  }
}
