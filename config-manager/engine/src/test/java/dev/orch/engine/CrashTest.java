package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.CrashingEffects.Crash;
import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An apply that dies before any one of its effects on the file system, in every scenario: whatever
 * is found then, the next process ends it, and keeps every promise.
 */
class CrashTest {
  private static final String ACTIVATE = "activate";

  /**
   * What is applied over what.
   *
   * @param failing a call of the trigger that fails, or none
   */
  record Scenario(
      String name,
      @Nullable FileTree before,
      FileTree after,
      Map<String, String> unknown,
      @Nullable String failing) {
    @Override
    public String toString() {
      return name;
    }

    FileTree expected() {
      FileTree former = before == null ? Trees.of() : before;
      return failing == null ? after : former;
    }
  }

  static Stream<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    FileTree small = Trees.of("a", "old", "etc/b", "1", "gone", "g", "dir/gone", "g");
    FileTree changed = Trees.of("a", "new", "etc/b", "1", "etc/c", "2", "x/y/z", "3");
    FileTree file = Trees.of("a", "file", "b", "1");
    FileTree directory = Trees.of("a/x/y", "deep", "b", "2");
    FileTree executable = Trees.builder().executable("a", "old").file("etc/b", "1").build();
    Map<String, String> unknown = Map.of("mine", "m", "etc/mine", "m", "dir/mine", "m");
    scenarios.add(new Scenario("first apply", null, small, Map.of("mine", "m"), null));
    scenarios.add(new Scenario("new, changed, deleted", small, changed, unknown, null));
    scenarios.add(new Scenario("file to directory", file, directory, Map.of(), null));
    scenarios.add(new Scenario("directory to file", directory, file, Map.of(), null));
    scenarios.add(new Scenario("all gone", small, Trees.of(), unknown, null));
    scenarios.add(new Scenario("mode and content", small, executable, unknown, null));
    scenarios.add(new Scenario("first apply undone", null, small, Map.of("mine", "m"), ACTIVATE));
    scenarios.add(new Scenario("change undone", small, changed, unknown, ACTIVATE));
    scenarios.add(new Scenario("file to directory undone", file, directory, Map.of(), ACTIVATE));
    scenarios.add(new Scenario("directory to file undone", directory, file, Map.of(), ACTIVATE));
    scenarios.add(new Scenario("refused", small, changed, unknown, "prepare"));
    return scenarios.stream();
  }

  private final Path base = FastDirectories.make();
  private int homes;

  @AfterEach
  void deleteHomes() {
    FastDirectories.delete(base);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void anApplyThatDiesAtAnyEffectIsEndedByTheNextProcess(Scenario scenario) throws Exception {
    int effects = 0;
    while (diesAndIsEnded(scenario, effects, Integer.MAX_VALUE)) {
      effects++;
    }
    assertThat(effects).as("effects that were crashed at").isGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theProcessThatEndsItMayDieToo(Scenario scenario) throws Exception {
    Random random = new Random(20261120);
    for (int i = 0; i < 25; i++) {
      diesAndIsEnded(scenario, random.nextInt(70), random.nextInt(40));
    }
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("scenarios")
  void twoDeathsAtAnyTwoEffects(Scenario scenario) throws Exception {
    int first = 0;
    while (diesAndIsEnded(scenario, first, Integer.MAX_VALUE)) {
      for (int second = 0; second < 60; second++) {
        diesAndIsEnded(scenario, first, second);
      }
      first++;
    }
  }

  /** Returns whether the first process died, as opposed to coming to its end before. */
  private boolean diesAndIsEnded(Scenario scenario, int first, int second) throws Exception {
    Path home = Files.createDirectory(base.resolve("home" + homes++));
    SortedMap<String, String> unknown = new TreeMap<>(scenario.unknown());
    FileTree before = scenario.before();
    if (before != null) {
      run(home, 1, before, null, Integer.MAX_VALUE);
    }
    unknown.forEach((path, text) -> HomeFiles.write(home, path, text));

    boolean died = run(home, 2, scenario.after(), scenario.failing(), first);
    assertEveryFileIsWhole(home, scenario);
    assertSnapshotIsNoMix(home, scenario);
    if (died && run(home, 2, scenario.after(), scenario.failing(), second)) {
      assertEveryFileIsWhole(home, scenario);
      assertSnapshotIsNoMix(home, scenario);
    }
    run(home, 2, scenario.after(), scenario.failing(), Integer.MAX_VALUE);

    SortedMap<String, String> expected = HomeFiles.of(scenario.expected());
    SortedMap<String, String> found = HomeFiles.in(home);
    unknown.forEach(
        (path, text) -> {
          assertThat(found)
              .as("unknown file, died at %d, %d", first, second)
              .containsEntry(path, text);
          found.remove(path);
          String parent = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
          if (!expected.containsKey(parent)) {
            found.remove(parent);
          }
        });
    assertThat(found).as("died at %d, %d", first, second).isEqualTo(expected);
    assertNothingIsLeftBehind(home, first, second);
    FastDirectories.delete(home);
    return died;
  }

  /** One process, from its start until it has nothing to do; returns whether it died. */
  private static boolean run(
      Path home, long revision, FileTree tree, @Nullable String failing, int effects)
      throws IOException, InterruptedException {
    CrashingEffects[] watched = new CrashingEffects[1];
    SettableSource source = new SettableSource();
    source.publish(revision, tree);
    RecordingTrigger trigger = new RecordingTrigger();
    if (failing != null) {
      trigger.failOn(failing);
    }
    try (LocalHome held =
        LocalHome.open(
            home, HomeOptions.DEFAULT, real -> watched[0] = new CrashingEffects(real, effects))) {
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

  private static void assertEveryFileIsWhole(Path home, Scenario scenario) {
    SortedMap<String, String> after = HomeFiles.of(scenario.after());
    FileTree tree = scenario.before();
    SortedMap<String, String> before = HomeFiles.of(tree == null ? Trees.of() : tree);
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

  private static void assertSnapshotIsNoMix(Path home, Scenario scenario)
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
                FileTree before = scenario.before();
                assertThat(texts)
                    .isIn(
                        Trees.texts(before == null ? Trees.of() : before),
                        Trees.texts(scenario.after()));
              });
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("being replaced");
    }
  }

  private static void assertNothingIsLeftBehind(Path home, int first, int second) {
    assertThat(HomeFiles.below(home, home.resolve(".orch")).keySet())
        .as("left behind in .orch, died at %d, %d", first, second)
        .isSubsetOf("lock", "inventory", "scratch", "failed");
  }
}
