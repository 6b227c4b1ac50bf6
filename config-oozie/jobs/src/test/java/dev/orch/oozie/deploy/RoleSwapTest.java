package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinators;
import static dev.orch.oozie.deploy.World.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.InMemoryOozie.Fault;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Two clusters alongside, of which one makes the runs of {@code export}, which has effects outside,
 * and both those of {@code load}.
 */
class RoleSwapTest {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Instant END = World.START.plus(Duration.ofHours(12));
  private static final String EXPORT = "export";
  private static final String LOAD = "load";

  private World east = new World();
  private World west = new World();

  private static FileTree tree(String mode, Instant since, String properties) {
    return coordinators(EXPORT, properties, LOAD, "")
        .spec(
            new TreeMap<>(
                Map.of(
                    "trigger",
                    "oozie",
                    "oozie.mode",
                    mode,
                    "oozie.since",
                    since.toString(),
                    "oozie.outside-effects.000",
                    EXPORT)))
        .build();
  }

  private static FileTree primary(Instant since) {
    return tree("primary", since, "");
  }

  private static FileTree secondary(Instant since) {
    return tree("secondary", since, "");
  }

  private static Instant at(int minutes) {
    return World.START.plus(Duration.ofMinutes(minutes));
  }

  /** Both are brought to their states until none waits; runs go on and end meanwhile. */
  private void deploy(FileTree eastTree, FileTree westTree) throws Exception {
    for (int pass = 0; pass < 40; pass++) {
      boolean eastDone = east.settles(eastTree);
      boolean westDone = west.settles(westTree);
      if (eastDone && westDone) {
        return;
      }
      advance(Duration.ofSeconds(70));
    }
    throw new AssertionError("still waiting: " + east.pass(eastTree) + west.pass(westTree));
  }

  private void advance(Duration time) {
    for (World world : List.of(east, west)) {
      world.advance(time);
      for (JobSummary job : world.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of())) {
        world.oozie.finish(job.id(), 2);
      }
    }
  }

  /** Until then, in steps in which every run ends. */
  private void runTo(Instant time) {
    while (east.clock.instant().isBefore(time)) {
      advance(STEP);
    }
  }

  private static List<Instant> runs(World world, String job) {
    return world.oozie.runsOf(job).stream()
        .filter(run -> run.status() == ActionStatus.SUCCEEDED)
        .map(CoordinatorAction::nominal)
        .sorted()
        .toList();
  }

  private static List<Instant> schedule(Instant from, Instant to) {
    List<Instant> all = new ArrayList<>();
    for (Instant time = from; time.isBefore(to); time = time.plus(STEP)) {
      all.add(time);
    }
    return all;
  }

  private List<Instant> together() {
    List<Instant> all = new ArrayList<>(runs(east, EXPORT));
    all.addAll(runs(west, EXPORT));
    return all.stream().sorted().toList();
  }

  @Test
  void onlyThePrimaryRunsWhatHasEffectsOutside() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(60));

    assertThat(runs(east, EXPORT)).isNotEmpty();
    assertThat(west.oozie.runsOf(EXPORT)).isEmpty();
    assertThat(runs(west, LOAD)).isEqualTo(runs(east, LOAD)).isNotEmpty();
    assertThat(textOf(west.pass(secondary(World.START)), EXPORT))
        .isEqualTo("another cluster makes its runs from 2026-01-01T00:00:00Z on");
  }

  @Test
  void aSwapThatIsPublishedBeforeItsTimeMakesEachRunOnce() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    Instant swap = at(62);

    deploy(secondary(swap), primary(swap));
    runTo(END.plus(STEP));

    assertThat(runs(east, EXPORT)).isEqualTo(schedule(World.START, at(65)));
    assertThat(runs(west, EXPORT)).isEqualTo(schedule(at(65), END));
    assertThat(runs(east, LOAD)).isEqualTo(schedule(World.START, END));
    assertThat(runs(west, LOAD)).isEqualTo(schedule(World.START, END));
  }

  @Test
  void aSwapThereAndBackMakesEachRunOnce() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    deploy(secondary(at(60)), primary(at(60)));
    runTo(at(120));
    deploy(primary(at(180)), secondary(at(180)));
    runTo(END.plus(STEP));

    assertThat(runs(west, EXPORT)).isEqualTo(schedule(at(60), at(180)));
    assertThat(together()).isEqualTo(schedule(World.START, END));
  }

  @Test
  void aSwapThatIsTakenBackBeforeItsTimeChangesNothing() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    deploy(secondary(at(120)), primary(at(120)));
    runTo(at(30));
    deploy(primary(World.START), secondary(World.START));
    runTo(END.plus(STEP));

    assertThat(west.oozie.runsOf(EXPORT)).isEmpty();
    assertThat(runs(east, EXPORT)).isEqualTo(schedule(World.START, END));
  }

  @Test
  void aSwapIsPutOffAndPutForward() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    deploy(secondary(at(120)), primary(at(120)));
    deploy(secondary(at(240)), primary(at(240)));
    runTo(at(60));
    deploy(secondary(at(90)), primary(at(90)));
    runTo(END.plus(STEP));

    assertThat(together()).isEqualTo(schedule(World.START, END));
    assertThat(runs(west, EXPORT)).isEqualTo(schedule(at(90), END));
  }

  @Test
  void whereTheSwapComesLateItIsToldThatRunsMayBeMadeTwice() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(62));

    List<JobPreview> previews = east.preview(secondary(at(20)));

    assertThat(previews.get(0).action()).isEqualTo(JobPreview.Action.HAND_OVER);
    assertThat(previews.get(0).why()).contains("runs of this one that are not before it had begun");
    assertThat(textOf(east.pass(secondary(at(20))), EXPORT))
        .contains(
            "nothing is left to run here", "runs of this one that are not before it had begun");
    assertThat(JobInfo.of(east.memory.load(), east.oozie))
        .filteredOn(info -> info.job().value().equals(EXPORT))
        .singleElement()
        .satisfies(
            info -> {
              assertThat(info.trouble()).contains("ends at", "nothing is left to run here");
              assertThat(info.failed()).isFalse();
            });
    deploy(secondary(at(20)), primary(at(20)));
    runTo(END.plus(Duration.ofHours(3)));
    assertThat(together()).containsAll(schedule(World.START, END));
  }

  @Test
  void aChangeOfFilesCountsWhereItRunsByThen() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    FileTree eastNext = tree("secondary", at(60), "q=2");
    FileTree westNext = tree("primary", at(60), "q=2");
    deploy(eastNext, westNext);
    runTo(at(90));
    deploy(tree("secondary", at(60), "q=3"), tree("primary", at(60), "q=3"));
    runTo(END.plus(STEP));

    assertThat(together()).isEqualTo(schedule(World.START, END));
    JobRecord record = west.memory.load().get(new JobName(EXPORT));
    assertThat(record).isNotNull();
    assertThat(record.running())
        .extracting(Running::digest)
        .isEqualTo(World.digestOf(tree("primary", at(60), "q=3"), EXPORT));
  }

  @Test
  void aSuspendedJobIsEndedAsWell() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    east.oozie.suspend(east.idOf(EXPORT));
    deploy(secondary(at(60)), primary(at(60)));
    runTo(at(100));
    east.oozie.resume(east.idOf(EXPORT));
    runTo(END.plus(STEP));

    assertThat(together()).isEqualTo(schedule(World.START, END));
  }

  @Test
  void aKilledJobIsNotSubmittedAgainWhereItDoesNotRun() throws Exception {
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
    JobRecord record = west.memory.load().get(new JobName(EXPORT));
    assertThat(record).as("nothing is known of it, as nothing ran").isNull();
    east.oozie.kill(east.idOf(EXPORT));
    deploy(secondary(at(60)), primary(at(60)));
    JobRecord killed = east.memory.load().get(new JobName(EXPORT));
    assertThat(killed).isNotNull();
    east.memory.save(killed.resubmit(null, east.clock.instant()));
    deploy(secondary(at(60)), primary(at(60)));

    assertThat(east.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of()))
        .filteredOn(job -> job.name().equals(EXPORT) && !job.status().isEnd())
        .isEmpty();
  }

  @Test
  void whereverOneDiesEachRunIsMadeOnce() throws Exception {
    int points = 0;
    for (boolean inEast : List.of(true, false)) {
      for (Fault fault : List.of(Fault.BEFORE, Fault.AFTER, Fault.LATE)) {
        for (int call = 0; dies(inEast, fault, call); call++) {
          points++;
        }
      }
      for (int save = 0; diesAfterSave(inEast, save); save++) {
        points++;
      }
    }
    System.out.printf("a swap of two clusters: %d points%n", points);
    assertThat(points).as("points at which one died").isGreaterThan(8);
  }

  private void begin() throws Exception {
    east = new World();
    west = new World();
    deploy(primary(World.START), secondary(World.START));
    runTo(at(22));
  }

  private void swap(String when) throws Exception {
    deploy(secondary(at(60)), primary(at(60)));
    runTo(at(90));
    runTo(END.plus(STEP));
    assertThat(together()).as(when).isEqualTo(schedule(World.START, END));
  }

  private boolean dies(boolean inEast, Fault fault, int call) throws Exception {
    begin();
    AtomicBoolean died = new AtomicBoolean();
    World world = inEast ? east : west;
    world.oozie.forgetCalls();
    world.oozie.fail(
        number -> number == call && died.compareAndSet(false, true) ? fault : Fault.NONE);
    swap(fault + " call " + call + (inEast ? " in the east" : " in the west"));
    return died.get();
  }

  private boolean diesAfterSave(boolean inEast, int save) throws Exception {
    begin();
    World world = inEast ? east : west;
    world.memory.dieAfter(number -> number == save);
    swap("after save " + save + (inEast ? " in the east" : " in the west"));
    return world.memory.saves() > save;
  }
}
