package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinator;
import static dev.orch.oozie.deploy.World.coordinators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.InMemoryOozie.Fault;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A hand-over breaks off when the old job's end is set already, and then the former state is
 * desired again, or a third: the rest of its schedule runs all the same.
 */
class TakenBackHandOverTest {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final int END_SET = 0;
  private static final int SUBMITTED = 1;

  private final World world = new World();

  @ParameterizedTest
  @CsvSource({
    END_SET + ", AFTER, ''",
    END_SET + ", AFTER, 'q=third'",
    SUBMITTED + ", BEFORE, ''",
    SUBMITTED + ", BEFORE, 'q=third'"
  })
  void whatIsDesiredThenGoesOnWhereTheOldJobEnds(int call, Fault fault, String then)
      throws Exception {
    FileTree before = coordinators("a", "").build();
    assertThat(world.settles(before)).isTrue();
    world.advance(Duration.ofMinutes(22));
    world.oozie.forgetCalls();
    world.oozie.fail(number -> number == call ? fault : Fault.NONE);
    FileTree longer = coordinator(coordinators("a", ""), "a", "end=2026-01-01T14:00Z").build();
    assertThat(world.settles(longer)).isFalse();
    world.oozie.fail(number -> Fault.NONE);

    FileTree desired = coordinators("a", then).build();
    for (int pass = 0; !world.settles(desired); pass++) {
      assertThat(pass).as("passes").isLessThan(20);
      world.advance(Duration.ofSeconds(70));
    }

    assertThat(succeededInTheEnd()).isEqualTo(schedule(Instant.parse("2026-01-01T12:00:00Z")));
  }

  /** Oozie may refuse the new job, and its dry run have said nothing of it. */
  @Test
  void whatIsDesiredAgainAfterARefusalGoesOnWhereTheOldJobEnds() throws Exception {
    FileTree before = coordinators("a", "").build();
    assertThat(world.settles(before)).isTrue();
    world.advance(Duration.ofMinutes(22));
    world.oozie.endAt(world.idOf("a"), Instant.parse("2026-01-01T00:25:00Z"));
    FileTree longer = coordinators("a", "end=2026-01-01T14:00Z").build();
    JobRecord record = world.memory.load().values().iterator().next();
    world.memory.save(
        record.failed(new JobRecord.FailedChange(World.digestOf(longer, "a"), "Oozie refused it")));

    for (int pass = 0; !world.settles(before); pass++) {
      assertThat(pass).as("passes").isLessThan(20);
    }

    assertThat(succeededInTheEnd()).isEqualTo(schedule(Instant.parse("2026-01-01T12:00:00Z")));
  }

  private List<Instant> succeededInTheEnd() {
    Instant last = World.START.plus(Duration.ofHours(20));
    while (world.clock.instant().isBefore(last)) {
      world.advance(STEP);
      for (JobSummary job : world.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of())) {
        world.oozie.finish(job.id(), 2);
      }
    }
    return world.oozie.runsOf("a").stream()
        .filter(run -> run.status() == ActionStatus.SUCCEEDED)
        .map(CoordinatorAction::nominal)
        .toList();
  }

  private static List<Instant> schedule(Instant end) {
    List<Instant> schedule = new ArrayList<>();
    for (Instant time = World.START; time.isBefore(end); time = time.plus(STEP)) {
      schedule.add(time);
    }
    return schedule;
  }
}
