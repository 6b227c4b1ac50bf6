package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.FailingEffects.Mode;
import dev.orch.model.component.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An input/output error at every single effect of an apply, in every scenario of the crash tests:
 * the outcome is the truth, nothing is started on half a state, and when the disk is mended the
 * next pass comes to the end.
 */
class FailingDiskTest {
  static Stream<Arguments> sharpest() {
    return inEveryMode(CrashScenario.sharpest());
  }

  static Stream<Arguments> all() {
    return inEveryMode(CrashScenario.all());
  }

  private static Stream<Arguments> inEveryMode(List<CrashScenario> scenarios) {
    return scenarios.stream()
        .flatMap(scenario -> Stream.of(Mode.values()).map(mode -> Arguments.of(scenario, mode)));
  }

  private final Path base = FastDirectories.make();
  private int homes;

  @AfterEach
  void deleteHomes() {
    FastDirectories.delete(base);
  }

  @ParameterizedTest
  @MethodSource("sharpest")
  void anErrorAtAnyEffectIsToldAndMendedByTheNextPass(CrashScenario scenario, Mode mode)
      throws Exception {
    failsAtEveryEffect(scenario, mode);
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("all")
  void anErrorInAnyScenarioIsToldAndMendedByTheNextPass(CrashScenario scenario, Mode mode)
      throws Exception {
    failsAtEveryEffect(scenario, mode);
  }

  private void failsAtEveryEffect(CrashScenario scenario, Mode mode) throws Exception {
    int effects = 0;
    while (failsAndIsMended(scenario, mode, effects)) {
      effects++;
    }
    System.out.printf("failing disk, %s, %s: %d effects%n", scenario, mode, effects);
    assertThat(effects).as("effects that failed").isGreaterThan(20);
  }

  /** Returns whether something failed, as opposed to all effects having happened before. */
  private boolean failsAndIsMended(CrashScenario scenario, Mode mode, int effects)
      throws Exception {
    Path home = Files.createDirectory(base.resolve("home" + homes++));
    scenario.applyHistory(home);
    FailingEffects[] failing = new FailingEffects[1];
    try (LocalHome held =
        LocalHome.open(
            home,
            scenario.options(),
            real -> failing[0] = new FailingEffects(real, mode, effects))) {
      FailingEffects disk = failing[0];
      Observer trigger = new Observer(home, scenario);
      Reconciler reconciler =
          new Reconciler(
              source(scenario.revision(), scenario.after()), held, trigger, Clock.systemUTC());

      Outcome outcome = reconciler.reconcile();
      String where = mode + " of " + effects + ": " + disk.failed() + " -> " + outcome;
      assertTrue(outcome, home, scenario, where);
      trigger.assertStartedOnWholeStatesOnly(where);

      disk.mend();
      Outcome next = reconciler.reconcile();
      if (scenario.failing() == null && next instanceof Outcome.Failed) {
        reconciler.retryFailed();
        next = reconciler.reconcile();
      }
      assertThat(next)
          .as(where)
          .isInstanceOfAny(
              scenario.failing() == null
                  ? new Class<?>[] {Outcome.Applied.class, Outcome.UpToDate.class}
                  : new Class<?>[] {Outcome.Failed.class});
      assertThat(HomeFiles.in(home)).as(where).isEqualTo(scenario.whole(scenario.expected()));
      trigger.assertStartedOnWholeStatesOnly(where);
      scenario.assertNothingIsLeftBehind(home, where);
      FastDirectories.delete(home);
      return disk.failed() != null;
    }
  }

  private static SettableSource source(long revision, FileTree tree) {
    SettableSource source = new SettableSource();
    source.publish(revision, tree);
    return source;
  }

  private static void assertTrue(Outcome outcome, Path home, CrashScenario scenario, String where) {
    assertThat(outcome)
        .as(where)
        .isInstanceOfAny(
            Outcome.Applied.class,
            Outcome.UpToDate.class,
            Outcome.Failed.class,
            Outcome.Damaged.class);
    SortedMap<String, String> found = HomeFiles.in(home);
    if (outcome instanceof Outcome.Failed) {
      assertThat(found).as(where).isEqualTo(scenario.whole(scenario.before()));
    } else if (!(outcome instanceof Outcome.Damaged)) {
      assertThat(found).as(where).isEqualTo(scenario.whole(scenario.after()));
    } else {
      scenario.assertNothingUnknownIsLost(home, where);
    }
  }

  /** Notes what is in the home whenever the component is started. */
  private static final class Observer implements Trigger {
    private final Path home;
    private final CrashScenario scenario;
    private final List<SortedMap<String, String>> startedOn = new ArrayList<>();

    Observer(Path home, CrashScenario scenario) {
      this.home = home;
      this.scenario = scenario;
    }

    private void fail(String call) throws TriggerException {
      if (call.equals(scenario.failing())) {
        throw new TriggerException(call + " did not work", null);
      }
    }

    @Override
    public void ensure(TriggerContext context) {
      startedOn.add(HomeFiles.in(home));
    }

    @Override
    public void prepare(TriggerContext context) throws TriggerException {
      if (!context.undoing()) {
        fail("prepare");
      }
    }

    @Override
    public void activate(TriggerContext context) throws TriggerException {
      startedOn.add(HomeFiles.in(home));
      fail("activate");
    }

    @Override
    public void undo(TriggerContext context) {
      startedOn.add(HomeFiles.in(home));
    }

    void assertStartedOnWholeStatesOnly(String where) {
      for (SortedMap<String, String> files : startedOn) {
        assertThat(files)
            .as("started on, " + where)
            .isIn(scenario.whole(scenario.before()), scenario.whole(scenario.after()));
      }
    }
  }
}
