package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinator;
import static dev.orch.oozie.deploy.World.coordinators;
import static dev.orch.oozie.deploy.World.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.InMemoryOozie.Fault;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever deploys dies at any call that changes something, before it or after it without hearing of
 * it, or after any note it took: whoever comes next ends it, and every nominal time of the schedule
 * succeeds exactly once.
 */
class JobCrashTest {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Instant END = World.START.plus(Duration.ofHours(12));

  /**
   * What is deployed over what.
   *
   * @param everyFive whether the schedule after it is the one before it
   */
  record Scenario(String name, FileTree before, FileTree after, boolean everyFive) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        new Scenario("new", Trees.of(), coordinators("a", "").build(), true),
        changed("drain", "drain", "q=1"),
        changed("kill", "kill", "q=1"),
        changed("leave", "leave", "q=1"),
        changed("many at once", "drain", "q=1\nconcurrency=3"),
        changed("many at once, killed", "kill", "q=1\nconcurrency=3"),
        changed("handed over, later end", "drain", "end=2026-01-01T14:00Z"),
        changed("handed over, other frequency", "drain", "frequency=10"));
  }

  private static Scenario changed(String name, String policy, String properties) {
    Trees trees = coordinators("a", "concurrency=2").spec(policy(policy));
    FileTree before = trees.build();
    boolean same = !properties.startsWith("frequency");
    return new Scenario(name, before, coordinator(trees, "a", properties).build(), same);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whereverItDiesTheNextEndsItAndEveryTimeSucceedsOnce(Scenario scenario) throws Exception {
    int points = 0;
    for (Fault fault : List.of(Fault.BEFORE, Fault.AFTER, Fault.LATE)) {
      for (int call = 0; dies(scenario, fault, call); call++) {
        points++;
      }
    }
    for (int save = 0; diesAfterSave(scenario, save); save++) {
      points++;
    }
    System.out.printf("jobs, %s: %d points%n", scenario, points);
    assertThat(points).as("points at which it died").isGreaterThan(3);
  }

  private static boolean dies(Scenario scenario, Fault fault, int call) throws Exception {
    World world = begin(scenario);
    AtomicBoolean died = new AtomicBoolean();
    world.oozie.fail(
        number -> number == call && died.compareAndSet(false, true) ? fault : Fault.NONE);
    settle(world, scenario, fault + " call " + call);
    runToTheEnd(world, scenario, fault + " call " + call);
    return died.get();
  }

  private static boolean diesAfterSave(Scenario scenario, int save) throws Exception {
    World world = begin(scenario);
    world.memory.dieAfter(number -> number == save);
    settle(world, scenario, "after save " + save);
    boolean died = world.memory.saves() > save;
    runToTheEnd(world, scenario, "after save " + save);
    return died;
  }

  private static World begin(Scenario scenario) throws Exception {
    World world = new World();
    assertThat(world.settles(scenario.before())).isTrue();
    world.advance(Duration.ofMinutes(22));
    world.oozie.forgetCalls();
    return world;
  }

  private static void settle(World world, Scenario scenario, String when) throws Exception {
    for (int pass = 0; pass < 40; pass++) {
      if (world.settles(scenario.after())) {
        assertIsAsDesired(world, scenario, when);
        return;
      }
      if (pass > 0) {
        // The first to come after it comes at once.
        world.advance(Duration.ofSeconds(70));
      }
      if (pass % 2 == 1) {
        finishOne(world);
      }
    }
    throw new AssertionError("did not settle, " + when);
  }

  private static void finishOne(World world) {
    for (JobSummary job : world.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of())) {
      world.oozie.finish(job.id(), 1);
    }
  }

  private static void assertIsAsDesired(World world, Scenario scenario, String when)
      throws Exception {
    JobId id = world.idOf("a");
    assertThat(world.oozie.coordinator(id).orElseThrow().pause()).as(when).isNull();
    assertThat(Marker.in(world.oozie.job(id).orElseThrow().configuration()).orElseThrow().digest())
        .as(when)
        .isEqualTo(World.digestOf(scenario.after(), "a"));
    world.oozie.forgetCalls();
    assertThat(world.pass(scenario.after()).isWaiting()).as(when).isFalse();
    assertThat(world.oozie.changingCalls()).as("nothing is left to do, %s", when).isEmpty();
  }

  private static void runToTheEnd(World world, Scenario scenario, String when) throws Exception {
    for (Instant now = world.clock.instant();
        now.isBefore(END.plus(Duration.ofHours(10)));
        now = now.plus(STEP)) {
      world.advance(STEP);
      finishOne(world);
      finishOne(world);
    }
    List<Instant> succeeded = new ArrayList<>();
    for (CoordinatorAction run : world.oozie.runsOf("a")) {
      if (run.status() == ActionStatus.SUCCEEDED) {
        succeeded.add(run.nominal());
      }
    }
    assertThat(succeeded).as("each once, %s", when).doesNotHaveDuplicates();
    if (scenario.everyFive()) {
      Instant end = world.oozie.coordinator(world.idOf("a")).orElseThrow().end();
      List<Instant> schedule = new ArrayList<>();
      for (Instant time = World.START; time.isBefore(end); time = time.plus(STEP)) {
        schedule.add(time);
      }
      assertThat(succeeded).as("the whole schedule, %s", when).isEqualTo(schedule);
    }
    assertThat(world.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of(JobStatus.RUNNING)))
        .as("nothing runs on, %s", when)
        .isEmpty();
  }
}
