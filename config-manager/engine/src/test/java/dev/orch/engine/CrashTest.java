package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.CrashingEffects.Crash;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An apply that dies before any one of its effects on the file system, in every scenario: whatever
 * is found then, the next process ends it, and keeps every promise.
 */
class CrashTest {
  static Stream<CrashScenario> scenarios() {
    return CrashScenario.all().stream();
  }

  private static final int STRIDE = 6;

  private final Path base = FastDirectories.make();
  private int homes;

  @AfterEach
  void deleteHomes() {
    FastDirectories.delete(base);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void anApplyThatDiesAtAnyEffectIsEndedByTheNextProcess(CrashScenario scenario) throws Exception {
    int effects = 0;
    while (diesAndIsEnded(scenario, effects, Integer.MAX_VALUE)) {
      effects++;
    }
    System.out.printf("crash, %s: %d points%n", scenario, effects);
    assertThat(effects).as("effects that were crashed at").isGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theProcessThatEndsItMayDieToo(CrashScenario scenario) throws Exception {
    Random random = new Random(20261120);
    for (int i = 0; i < 10; i++) {
      diesAndIsEnded(scenario, random.nextInt(70), random.nextInt(40));
    }
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("scenarios")
  void twoDeathsAtEffectsOfAnyTwoKinds(CrashScenario scenario) throws Exception {
    int first = 0;
    while (diesAndIsEnded(scenario, first, Integer.MAX_VALUE)) {
      // Neighbours take turns, so that every second death follows on some first one nearby; all
      // pairs take half an hour.
      for (int second = first % STRIDE; second < 60; second += STRIDE) {
        diesAndIsEnded(scenario, first, second);
      }
      first++;
    }
  }

  /** Returns whether the first process died, as opposed to coming to its end before. */
  private boolean diesAndIsEnded(CrashScenario scenario, int first, int second) throws Exception {
    Path home = Files.createDirectory(base.resolve("home" + homes++));
    scenario.applyHistory(home);
    long revision = scenario.revision();

    boolean died = run(home, revision, scenario, first);
    assertNothingIsTorn(home, scenario);
    if (died && run(home, revision, scenario, second)) {
      assertNothingIsTorn(home, scenario);
    }
    run(home, revision, scenario, Integer.MAX_VALUE);

    assertThat(HomeFiles.in(home))
        .as("died at %d, %d", first, second)
        .isEqualTo(scenario.whole(scenario.expected()));
    scenario.assertNothingIsLeftBehind(home, String.format("died at %d, %d", first, second));
    FastDirectories.delete(home);
    return died;
  }

  /** One process, from its start until it has nothing to do; returns whether it died. */
  private static boolean run(Path home, long revision, CrashScenario scenario, int effects)
      throws IOException, InterruptedException {
    SettableSource source = new SettableSource();
    source.publish(revision, scenario.after());
    RecordingTrigger trigger = new RecordingTrigger();
    String failing = scenario.failing();
    if (failing != null) {
      trigger.failOn(failing);
    }
    try (LocalHome held =
        LocalHome.open(home, scenario.options(), real -> new CrashingEffects(real, effects))) {
      Reconciler reconciler = new Reconciler(source, held, trigger, Clock.systemUTC());
      reconciler.recover();
      Outcome outcome = reconciler.reconcile();
      assertThat(outcome)
          .isInstanceOfAny(
              failing == null
                  ? new Class<?>[] {Outcome.Applied.class, Outcome.UpToDate.class}
                  : new Class<?>[] {Outcome.Failed.class});
      return false;
    } catch (Crash e) {
      return true;
    }
  }

  private static void assertNothingIsTorn(Path home, CrashScenario scenario)
      throws InterruptedException {
    assertEveryFileIsWhole(home, scenario);
    assertTheLinkLeadsToAWholeState(home, scenario);
    assertSnapshotIsNoMix(home, scenario);
  }

  private static void assertTheLinkLeadsToAWholeState(Path home, CrashScenario scenario) {
    Optional<SortedMap<String, String>> current = HomeFiles.current(home);
    if (scenario.versionedStates().isEmpty()) {
      return;
    }
    boolean always =
        Whereabouts.isVersioned(scenario.before().manifest())
            && Whereabouts.isVersioned(scenario.after().manifest());
    assertThat(current.isPresent() || !always).as("a link to the current state").isTrue();
    current.ifPresent(
        files ->
            assertThat(scenario.versionedStates().stream().map(HomeFiles::files)).contains(files));
    if (current.isEmpty() && !scenario.filesTakeTheLinksPlace()) {
      Set<Map.Entry<String, String>> found = HomeFiles.in(home).entrySet();
      assertThat(scenario.inPlaceStates().stream().map(tree -> HomeFiles.files(tree).entrySet()))
          .as("while there is no link, all files of one state lie in the home itself")
          .anyMatch(found::containsAll);
    }
  }

  private static void assertEveryFileIsWhole(Path home, CrashScenario scenario) {
    SortedMap<String, String> after = HomeFiles.of(scenario.after());
    SortedMap<String, String> before = HomeFiles.of(scenario.before());
    HomeFiles.in(home)
        .forEach(
            (path, text) -> {
              if (!scenario.unknown().containsKey(path) && !text.equals("/")) {
                assertThat(List.of(before.getOrDefault(path, ""), after.getOrDefault(path, "")))
                    .as(path)
                    .contains(text);
              }
            });
  }

  private static void assertSnapshotIsNoMix(Path home, CrashScenario scenario)
      throws InterruptedException {
    try {
      HomeSnapshot.read(home, Duration.ZERO)
          .ifPresent(
              snapshot -> {
                SortedMap<String, String> texts = new TreeMap<>();
                snapshot
                    .manifest()
                    .files()
                    .keySet()
                    .forEach(
                        path ->
                            texts.put(
                                path.value(),
                                new String(snapshot.content(path), StandardCharsets.UTF_8)));
                assertThat(texts)
                    .isIn(Trees.texts(scenario.before()), Trees.texts(scenario.after()));
              });
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("being replaced");
    }
  }
}
