package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinators;
import static dev.orch.oozie.deploy.World.kindOf;
import static dev.orch.oozie.deploy.World.policy;
import static dev.orch.oozie.deploy.World.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.deploy.Resubmission.Plan;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResubmissionTest {
  private static final JobName A = new JobName("a");

  private final World world = new World();
  private final Resubmission resubmission = new Resubmission(world.oozie);

  private static Instant at(String time) {
    return Instant.parse("2026-01-01T" + time + ":00Z");
  }

  /** Its first two runs have succeeded, the third is under way when someone kills it. */
  private JobId killedInTheThird(FileTree tree) throws Exception {
    world.pass(tree);
    JobId id = world.idOf("a");
    world.advance(Duration.ofMinutes(12));
    world.oozie.finish(id, 1);
    world.oozie.finish(id, 1);
    world.oozie.kill(id);
    return id;
  }

  private Plan plan(FileTree tree, @Nullable Instant from) throws Exception {
    JobRecord record = world.memory.load().get(A);
    Job job = JobSet.read(tree).jobs().get(A);
    if (record == null || job == null) {
      throw new AssertionError("expected a job a");
    }
    return resubmission.plan(record, job, from);
  }

  private void ask(FileTree tree, @Nullable Instant from) throws Exception {
    Plan plan = plan(tree, from);
    assertThat(plan).as("%s", plan).isInstanceOf(Plan.Submit.class);
    JobRecord record = world.memory.load().values().iterator().next();
    world.memory.save(record.resubmit(((Plan.Submit) plan).start(), world.clock.instant()));
  }

  @Test
  void aKilledJobGoesOnAfterTheLastRunThatEndedByItself() throws Exception {
    FileTree tree = coordinators("a", "").build();
    JobId killed = killedInTheThird(tree);
    assertThat(textOf(world.pass(tree), "a")).contains("KILLED", "orch resubmit");

    ask(tree, null);
    assertThat(world.settle(tree).has(Kind.FAILED)).isFalse();

    assertThat(world.idOf("a")).isNotEqualTo(killed);
    assertThat(world.oozie.coordinator(world.idOf("a")).orElseThrow().start())
        .isEqualTo(at("00:10"));
    world.advance(Duration.ofMinutes(10));
    assertThat(world.oozie.runsOf("a"))
        .filteredOn(run -> run.status() != ActionStatus.KILLED)
        .extracting(CoordinatorAction::nominal)
        .doesNotHaveDuplicates()
        .startsWith(at("00:00"), at("00:05"), at("00:10"), at("00:15"));
    assertThat(kindOf(world.pass(tree), "a")).isEqualTo(Kind.UNTOUCHED);
  }

  @Test
  void aRunThatWasKilledBeforeOneThatSucceededIsNamedAndNotRunAgain() throws Exception {
    FileTree tree = coordinators("a", "concurrency=2").build();
    world.pass(tree);
    JobId id = world.idOf("a");
    world.advance(Duration.ofMinutes(12));
    world.oozie.killActions(id, Set.of(1));
    world.oozie.finish(id, 1);
    world.oozie.kill(id);

    Plan plan = plan(tree, null);

    assertThat(plan).isInstanceOf(Plan.Submit.class);
    assertThat(((Plan.Submit) plan).start()).isEqualTo(at("00:10"));
    assertThat(((Plan.Submit) plan).leftOut()).containsExactly(at("00:00"));
  }

  @Test
  void whoAsksSaysFromWhen() throws Exception {
    FileTree tree = coordinators("a", "").build();
    killedInTheThird(tree);

    assertThat(plan(tree, at("06:01")))
        .isEqualTo(new Plan.Submit(at("06:05"), java.util.List.of()));
    assertThat(plan(tree, at("12:00"))).isInstanceOf(Plan.Refuse.class);
  }

  @Test
  void aJobThatLivesIsNotSubmittedTwice() throws Exception {
    FileTree tree = coordinators("a", "").build();
    world.pass(tree);
    JobId id = world.idOf("a");
    assertThat(plan(tree, null)).isEqualTo(new Plan.Refuse("it is RUNNING"));

    JobRecord record = world.memory.load().values().iterator().next();
    world.memory.save(record.resubmit(null, world.clock.instant()));
    world.settle(tree);

    assertThat(world.idOf("a")).isEqualTo(id);
    assertThat(world.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of())).hasSize(1);
  }

  @Test
  void itIsSubmittedInTheStateThatIsDesiredNow() throws Exception {
    killedInTheThird(coordinators("a", "").build());
    FileTree changed = coordinators("a", "q=1").build();
    assertThat(kindOf(world.pass(changed), "a")).isEqualTo(Kind.DRIFTED);

    ask(changed, null);
    world.settle(changed);

    assertThat(world.oozie.job(world.idOf("a")).orElseThrow().configuration())
        .containsEntry("q", "1");
  }

  @Test
  void whereAComponentAsksForHealingItGoesOnUnasked() throws Exception {
    Map<String, String> heal = policy("drain");
    heal.put("drift", "heal");
    Trees trees = coordinators("a", "");
    FileTree tree = trees.spec(heal).build();
    JobId killed = killedInTheThird(tree);

    assertThat(kindOf(world.pass(tree), "a")).isEqualTo(Kind.CHANGED);

    assertThat(world.idOf("a")).isNotEqualTo(killed);
    assertThat(world.oozie.coordinator(world.idOf("a")).orElseThrow().start())
        .isEqualTo(at("00:10"));
    world.oozie.behindOurBack(world.idOf("a"), JobStatus.FAILED);
    assertThat(kindOf(world.pass(tree), "a"))
        .as("one that failed would fail again")
        .isEqualTo(Kind.DRIFTED);
  }

  @Test
  void aRemovalUnderLeaveThatIsTakenBackGoesOnWhereTheJobEnds() throws Exception {
    FileTree tree = coordinators("a", "").spec(policy("leave")).build();
    world.pass(tree);
    JobId former = world.idOf("a");
    world.advance(Duration.ofMinutes(12));
    assertThat(kindOf(world.pass(Trees.builder().spec(policy("leave")).build()), "a"))
        .isEqualTo(Kind.WAITING);
    assertThat(world.oozie.coordinator(former).orElseThrow().end()).isEqualTo(at("00:05"));

    world.settle(tree);

    assertThat(world.idOf("a")).isNotEqualTo(former);
    assertThat(world.oozie.coordinator(world.idOf("a")).orElseThrow().start())
        .isEqualTo(at("00:05"));
  }

  @Test
  void aRemovalThatWasDoneAndIsTakenBackBeforeItWasNotedRepeatsNothing() throws Exception {
    FileTree tree = coordinators("a", "").build();
    JobId former = killedInTheThird(tree);
    JobRecord record = world.memory.load().values().iterator().next();
    world.memory.save(record.undertaking(new Undertaking.Stop(null, world.clock.instant())));

    world.settle(tree);

    assertThat(world.idOf("a")).isNotEqualTo(former);
    assertThat(world.oozie.coordinator(world.idOf("a")).orElseThrow().start())
        .isEqualTo(at("00:10"));
  }
}
