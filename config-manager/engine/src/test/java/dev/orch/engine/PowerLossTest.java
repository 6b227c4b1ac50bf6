package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails after any effect of an apply: what was not synced is lost, all of it or any one
 * change by itself, and the next process still keeps every promise.
 */
class PowerLossTest {
  static Stream<CrashScenario> sharpest() {
    return CrashScenario.sharpest().stream();
  }

  static Stream<CrashScenario> all() {
    return CrashScenario.all().stream();
  }

  private final Path base = FastDirectories.make();
  private int homes;
  private int states;

  @AfterEach
  void deleteHomes() {
    FastDirectories.delete(base);
  }

  @ParameterizedTest
  @MethodSource("sharpest")
  void whateverIsLostTheNextProcessComesToTheEnd(CrashScenario scenario) throws Exception {
    losesPowerAfterEveryEffect(scenario);
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("all")
  void whateverIsLostInAnyScenarioTheNextProcessComesToTheEnd(CrashScenario scenario)
      throws Exception {
    losesPowerAfterEveryEffect(scenario);
  }

  private void losesPowerAfterEveryEffect(CrashScenario scenario) throws Exception {
    int effects = 0;
    while (losesPower(scenario, effects)) {
      effects++;
    }
    System.out.printf("power loss, %s: %d effects, %d states%n", scenario, effects, states);
    assertThat(effects).as("effects after which the power failed").isGreaterThan(20);
  }

  private boolean losesPower(CrashScenario scenario, int effects) throws Exception {
    Path home = home(scenario);
    DiskModel disk = new DiskModel(home, Files.createDirectory(base.resolve("kept" + homes)));
    boolean died =
        run(home, scenario, "at first", real -> new RecordingEffects(real, home, disk, effects));
    for (DiskModel.State state : disk.states()) {
      Path found = Files.createDirectory(base.resolve("found" + states++));
      state.into(found);
      String when = "after " + effects + " effects, state " + states;
      run(found, scenario, when, real -> real);
      assertIsWhole(found, scenario, when);
      FastDirectories.delete(found);
    }
    FastDirectories.delete(home);
    return died;
  }

  private Path home(CrashScenario scenario) throws Exception {
    Path home = Files.createDirectory(base.resolve("home" + homes++));
    scenario.applyHistory(home);
    return home;
  }

  /** One process; returns whether the power failed. */
  private static boolean run(
      Path home, CrashScenario scenario, String when, UnaryOperator<HomeEffects> watched)
      throws IOException, InterruptedException {
    RecordingTrigger trigger = new RecordingTrigger();
    String failing = scenario.failing();
    if (failing != null) {
      trigger.failOn(failing);
    }
    SettableSource source = new SettableSource();
    source.publish(scenario.revision(), scenario.after());
    try (LocalHome held = LocalHome.open(home, scenario.options(), watched)) {
      Outcome outcome = new Reconciler(source, held, trigger, Clock.systemUTC()).reconcile();
      assertThat(outcome)
          .as(when)
          .isInstanceOfAny(
              failing == null
                  ? new Class<?>[] {Outcome.Applied.class, Outcome.UpToDate.class}
                  : new Class<?>[] {Outcome.Failed.class});
      return false;
    } catch (CrashingEffects.Crash e) {
      return true;
    }
  }

  private static void assertIsWhole(Path home, CrashScenario scenario, String when) {
    assertThat(HomeFiles.in(home)).as(when).isEqualTo(scenario.whole(scenario.expected()));
    scenario.assertNothingIsLeftBehind(home, when);
  }

  /** Tells the model of the disk, checks the order of effects, and dies after so many. */
  private static final class RecordingEffects extends WatchedEffects {
    private static final Place ORCH = new Place(".orch");
    private static final Place JOURNAL = new Place(".orch/journal");

    private final Path home;
    private final DiskModel disk;
    private final Map<FileChannel, Place> open = new HashMap<>();
    private int left;

    RecordingEffects(HomeEffects real, Path home, DiskModel disk, int effects) {
      super(real);
      this.home = home;
      this.disk = disk;
      this.left = effects;
    }

    @Override
    void opened(FileChannel channel, Place file) throws IOException {
      open.put(channel, file);
      disk.created(file, home.resolve(file.value()));
    }

    @Override
    void meet(Effect effect, Happening happening) throws IOException {
      if (left-- <= 0) {
        throw new CrashingEffects.Crash(effect);
      }
      checkOrder(effect);
      happening.happen();
      record(effect);
    }

    private static boolean isOrchs(Place place) {
      return ORCH.contains(place);
    }

    private void checkOrder(Effect effect) {
      Place place = effect.place();
      Place second = effect.second();
      if (effect.kind() == Kind.MOVE && place != null && second != null) {
        assertThat(disk.isSynced(place)).as("bytes before the name, %s", effect).isTrue();
        if (second.equals(JOURNAL)) {
          boolean first = !disk.isThere(JOURNAL);
          List<Place> unsynced =
              disk.unsyncedNames(
                  name ->
                      !name.value().startsWith(".orch/journal")
                          && !isPassing(name)
                          && (first || !isForTheApply(name)));
          assertThat(unsynced).as("names before the next phase, %s", effect).isEmpty();
        }
      }
      boolean touchesTheHome =
          effect.kind() != Kind.LINK
              && effect.kind() != Kind.SYNC_DIRECTORY
              && Stream.of(place, second).anyMatch(it -> it != null && !isOrchs(it));
      if (touchesTheHome) {
        assertThat(disk.isDurable(JOURNAL)).as("journal before %s", effect).isTrue();
      }
    }

    /** What may come back after a loss of power without harm. */
    private static boolean isPassing(Place name) {
      return name.value().startsWith(".orch/scratch/");
    }

    /** All of it is needed when the journal begins, and goes bit by bit afterwards. */
    private static boolean isForTheApply(Place name) {
      return name.value().startsWith(".orch/apply");
    }

    private void record(Effect effect) throws IOException {
      Place place = effect.place();
      Place second = effect.second();
      FileChannel channel = effect.channel();
      if (effect.kind() == Kind.SYNC && channel != null) {
        Place synced = open.get(channel);
        if (synced != null) {
          disk.synced(synced);
        }
      } else if (place != null && second != null) {
        if (effect.kind() == Kind.LINK) {
          disk.linked(place, second);
        } else {
          disk.moved(place, second);
        }
      } else if (place != null) {
        switch (effect.kind()) {
          case SYNC_DIRECTORY -> disk.directorySynced(place);
          case SYMBOLIC_LINK -> disk.symbolicLinkMade(place, home.resolve(place.value()));
          case MAKE_DIRECTORY -> disk.directoryMade(place);
          case REMOVE_DIRECTORY, DELETE, DELETE_TREE -> disk.removed(place);
          default -> {}
        }
      }
    }
  }
}
