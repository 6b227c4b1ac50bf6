package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedStepsTest {
  private static final String HELPER = "orch-test-steps";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SharedSteps steps = new SharedSteps(HELPER);
  private final AtomicInteger taken = new AtomicInteger();

  @Test
  void fewStepsAreTakenByTheThreadThatAsks() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 10; i++) {
      steps.add(() -> threads.add(Thread.currentThread()));
    }

    steps.takeAll();

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void ofManyStepsAHelperTakesSomeAndIsGoneAfterwards() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    steps.add(() -> meet(both));
    steps.add(() -> meet(both));
    addCounting(1_000);

    steps.takeAll();

    assertThat(both.getCount()).as("two were taken at the same time").isZero();
    assertThat(taken).hasValue(1_000);
    assertThat(helpers()).isEmpty();
  }

  @Test
  void whatStepsLeadToIsTakenToo() throws Exception {
    grow(9);

    steps.takeAll();

    assertThat(taken).hasValue((1 << 10) - 1);
  }

  @Test
  void aFailureInEitherThreadEndsBothAndIsThrown() {
    Thread asking = Thread.currentThread();
    for (boolean inHelper : new boolean[] {false, true}) {
      CountDownLatch both = new CountDownLatch(2);
      SharedSteps failing = new SharedSteps(HELPER);
      for (int i = 0; i < 2; i++) {
        failing.add(
            () -> {
              meet(both);
              if (inHelper == (Thread.currentThread() != asking)) {
                throw new IllegalArgumentException("of a step");
              }
            });
      }
      for (int i = 0; i < 100; i++) {
        failing.add(() -> {});
      }

      assertThatThrownBy(failing::takeAll)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("of a step");
      assertThat(helpers()).isEmpty();
    }
  }

  @Test
  void anInterruptEndsItBeforeTheNextStep() throws Exception {
    addCounting(10);
    steps.add(Thread.currentThread()::interrupt);

    assertThatThrownBy(steps::takeAll).isInstanceOf(InterruptedException.class);
    assertThat(taken).hasValue(0);

    steps.takeAll();
    assertThat(taken).as("nothing is left").hasValue(0);
  }

  @Test
  void whatIsAbandonedIsNotTaken() throws Exception {
    addCounting(10);
    steps.add(steps::abandon);

    steps.takeAll();
    addCounting(1);
    steps.takeAll();

    assertThat(taken).hasValue(0);
  }

  private void addCounting(int count) {
    for (int i = 0; i < count; i++) {
      steps.add(taken::incrementAndGet);
    }
  }

  private void grow(int deeper) {
    steps.add(
        () -> {
          taken.incrementAndGet();
          if (deeper > 0) {
            grow(deeper - 1);
            grow(deeper - 1);
          }
        });
  }

  /** Waits for the other thread to be in a step as well. */
  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      assertThat(both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<Thread> helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(HELPER) && thread.isAlive())
        .collect(Collectors.toSet());
  }
}
