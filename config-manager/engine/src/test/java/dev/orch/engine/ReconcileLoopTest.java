package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the loop looks, and what it survives. */
class ReconcileLoopTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;
  private HomeFixture fixture;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws Exception {
    fixture = new HomeFixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ReconcileLoop start(Duration period) {
    return ReconcileLoop.start(fixture.reconciler(), Pace.of(period), LONG, outcomes::add);
  }

  private Outcome next() throws InterruptedException {
    Outcome outcome = outcomes.poll(60, TimeUnit.SECONDS);
    assertThat(outcome).as("an outcome in time").isNotNull();
    return outcome == null ? new Outcome.Absent() : outcome;
  }

  @Test
  void itLooksAtTheStartAndAfterEachSignal() throws Exception {
    fixture.source.publish(1, Trees.of("a", "1"));
    try (ReconcileLoop loop = start(NEVER)) {
      assertThat(next()).isInstanceOf(Outcome.Applied.class);

      fixture.source.publish(2, Trees.of("a", "2"));
      loop.signal();

      assertThat(next()).isInstanceOf(Outcome.Applied.class);
      assertThat(fixture.read("a")).isEqualTo("2");
    }
  }

  @Test
  void itLooksPeriodicallyWithoutAnySignal() throws Exception {
    FileTree tree = Trees.of("a", "1");
    fixture.source.publish(1, tree);
    try (ReconcileLoop loop = start(Duration.ofMillis(5))) {
      assertThat(next()).isInstanceOf(Outcome.Applied.class);
      for (int i = 0; i < 5; i++) {
        assertThat(next()).isInstanceOf(Outcome.UpToDate.class);
      }
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void aHundredSignalsDuringAPassMakeOneMore() throws Exception {
    CountDownLatch inPass = new CountDownLatch(1);
    CountDownLatch signalled = new CountDownLatch(1);
    fixture.trigger.onActivate(
        () -> {
          inPass.countDown();
          assertThat(signalled.await(60, TimeUnit.SECONDS)).isTrue();
        });
    fixture.source.publish(1, Trees.of("a", "1"));
    try (ReconcileLoop loop = start(NEVER)) {
      assertThat(inPass.await(60, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 100; i++) {
        loop.signal();
      }
      signalled.countDown();
      assertThat(next()).isInstanceOf(Outcome.Applied.class);
      assertThat(next()).isInstanceOf(Outcome.UpToDate.class);
    }
    assertThat(outcomes).isEmpty();
  }

  @Test
  void itRecoversFirst() throws Exception {
    fixture.trigger.failOn("activate").failOn("prepare-undo");
    fixture.apply(1, Trees.of("a", "1"));
    fixture.trigger.work();

    try (ReconcileLoop loop = start(NEVER)) {
      assertThat(next()).isInstanceOf(Outcome.Failed.class);
      assertThat(next()).isInstanceOf(Outcome.Failed.class);
      loop.retryFailed();
      assertThat(next()).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void aListenerAndATriggerThatThrowDoNotEndIt() throws Exception {
    AtomicInteger told = new AtomicInteger();
    fixture.trigger.onActivate(
        () -> {
          throw new IllegalStateException("bad trigger");
        });
    fixture.source.publish(1, Trees.of("a", "1"));
    try (ReconcileLoop loop =
        ReconcileLoop.start(
            fixture.reconciler(),
            Pace.of(NEVER),
            LONG,
            outcome -> {
              outcomes.add(outcome);
              if (told.incrementAndGet() <= 2) {
                throw new IllegalStateException("bad listener");
              }
            })) {
      assertThat(next()).isInstanceOf(Outcome.Failed.class);
      fixture.trigger.onActivate(() -> {});
      loop.retryFailed();
      assertThat(next()).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void closingInterruptsAPassThatDoesNotEndAndTheNextStartResumesIt() throws Exception {
    CountDownLatch inPass = new CountDownLatch(1);
    fixture.trigger.onActivate(
        () -> {
          inPass.countDown();
          Thread.sleep(TimeUnit.MINUTES.toMillis(10));
        });
    fixture.source.publish(1, Trees.of("a", "1"));
    ReconcileLoop loop =
        ReconcileLoop.start(
            fixture.reconciler(), Pace.of(NEVER), Duration.ofMillis(20), outcomes::add);
    assertThat(inPass.await(60, TimeUnit.SECONDS)).isTrue();

    loop.close();

    assertThat(outcomes).isEmpty();
    fixture.trigger.onActivate(() -> {});
    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.reconciler().recover())
        .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(Outcome.Applied.class));
  }

  @Test
  void whatIsUnderWayIsLookedAtAgainWhenItIsDue() throws Exception {
    Outcome.UnderWay underWay =
        new Outcome.UnderWay(1, Trees.of("a", "1").manifest().digest(), "", Duration.ofMillis(1));
    AtomicInteger passes = new AtomicInteger();
    Passes twice =
        new Passes() {
          @Override
          public Optional<Outcome> recover() {
            return Optional.empty();
          }

          @Override
          public Outcome reconcile() {
            return passes.incrementAndGet() == 1 ? underWay : new Outcome.Absent();
          }

          @Override
          public void retryFailed() {}
        };

    try (ReconcileLoop loop = ReconcileLoop.start(twice, Pace.of(NEVER), LONG, outcomes::add)) {
      assertThat(loop).isNotNull();
      assertThat(next()).isEqualTo(underWay);
      assertThat(next()).isEqualTo(new Outcome.Absent());
    }
    assertThat(passes).as("and then as rarely as ever").hasValue(2);
  }
}
