package dev.orch.robustness.workload;

import dev.orch.model.store.StoreSettings;
import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.ensemble.Member;
import dev.orch.robustness.history.History;
import dev.orch.robustness.history.Recorder;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.zookeeper.ZooKeeperStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Writers and readers at work while faults happen; in the end, the history of it all. */
final class Run implements AutoCloseable {
  /** Longer than any fault: readers keep their session, and so does what they were told. */
  private static final Duration LONG_SESSION = Duration.ofSeconds(60);

  /** Shorter than some faults: their lock goes to somebody else while they believe to hold it. */
  private static final Duration SHORT_SESSION = Duration.ofMillis(1_500);

  private static final Duration REQUEST = Duration.ofSeconds(6);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WRITERS = 3;

  /** So that two cores have time for the servers as well. */
  private static final int LONGEST_THOUGHT_MILLIS = 40;

  private final Ensemble ensemble;
  private final Recorder recorder = new Recorder(System::nanoTime);
  private final Random random;
  private final List<Actor> actors = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> new Thread(task, "orch-actor-" + threads.incrementAndGet()));

  Run(Ensemble ensemble, long seed) {
    this.ensemble = ensemble;
    this.random = new Random(seed);
    for (int i = 1; i <= WRITERS; i++) {
      Duration session = i == WRITERS ? LONG_SESSION : SHORT_SESSION;
      actors.add(
          new Writer("writer-" + i, open(ensemble.connectString(), session), recorder, fork()));
    }
    actors.add(reader("reader", ensemble.connectString(), 0));
    // One at each server, so that one is where the leader is.
    for (Member member : ensemble.members()) {
      actors.add(reader("reader at " + member, member.link().connectString(), 8));
    }
  }

  private Random fork() {
    return new Random(random.nextLong());
  }

  private Reader reader(String name, String connect, int latestInTen) {
    return new Reader(name, open(connect, LONG_SESSION), recorder, fork(), latestInTen);
  }

  private ZooKeeperStore open(String connect, Duration session) {
    return ZooKeeperStore.open(
        new StoreSettings(connect, REQUEST, session, REQUEST), Clock.systemUTC(), fork());
  }

  /** Until there were so many faults and operations. */
  void until(int faults, int operations, Duration longestFault) throws Exception {
    makeProject();
    List<Future<?>> acting = actors.stream().<Future<?>>map(this::start).toList();
    Nemesis nemesis = new Nemesis(ensemble, recorder, fork(), longestFault);
    try {
      nemesis.strike(faults);
      Await.until("enough operations", LIMIT, () -> recorder.size() >= operations);
    } finally {
      over.set(true);
      System.out.println(nemesis.counts());
    }
    for (Future<?> actor : acting) {
      finish(actor);
    }
    for (Actor actor : actors) {
      actor.finish();
    }
  }

  /** Readers find a project from their first read on. */
  private void makeProject() throws InterruptedException, IOException {
    Actor first = actors.get(0);
    first.revisions().write(Actor.PROJECT, "the run", Commits.LOCK_WAIT).close();
  }

  private Future<?> start(Actor actor) {
    Random thoughts = fork();
    return executor.submit(
        () -> {
          while (!over.get()) {
            actor.act();
            TimeUnit.MILLISECONDS.sleep(thoughts.nextInt(LONGEST_THOUGHT_MILLIS));
          }
          return null;
        });
  }

  private static void finish(Future<?> actor) throws InterruptedException {
    try {
      actor.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("an actor did not end as it should", e);
    }
  }

  History history() {
    return recorder.history();
  }

  @Override
  public void close() {
    over.set(true);
    executor.shutdownNow();
    actors.forEach(Actor::close);
  }
}
