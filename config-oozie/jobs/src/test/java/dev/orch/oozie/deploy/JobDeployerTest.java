package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinator;
import static dev.orch.oozie.deploy.World.coordinators;
import static dev.orch.oozie.deploy.World.kindOf;
import static dev.orch.oozie.deploy.World.policy;
import static dev.orch.oozie.deploy.World.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.InMemoryOozie.Fault;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobDeployerTest {
  private final World world = new World();

  private DeployReport settle(FileTree tree) throws Exception {
    DeployReport report = world.settle(tree);
    assertThat(report.isWaiting()).as("%s", report).isFalse();
    return report;
  }

  @Test
  void aNewDirectoryIsSubmittedWithTheMarkerOnItsOwnFiles() throws Exception {
    DeployReport report = world.pass(coordinators("a", "").build());

    assertThat(kindOf(report, "a")).isEqualTo(Kind.CHANGED);
    Map<String, String> configuration =
        world.oozie.job(world.idOf("a")).orElseThrow().configuration();
    assertThat(configuration.get(JobProperties.applicationPath(JobKind.COORDINATOR)))
        .startsWith("memory:/home/a@")
        .endsWith("/coordinator.xml");
    assertThat(Marker.in(configuration).orElseThrow().toString()).startsWith("weather/ingest/a@");
    assertThat(world.oozie.changingCalls()).hasSize(1);
  }

  @Test
  void whatDidNotChangeIsNotTouched() throws Exception {
    Trees trees = coordinators("a", "", "b", "", "c", "");
    world.pass(trees.build());
    world.oozie.forgetCalls();

    DeployReport report = settle(coordinator(trees, "b", "queue=other").build());

    assertThat(kindOf(report, "a")).isEqualTo(Kind.UNTOUCHED);
    assertThat(kindOf(report, "b")).isEqualTo(Kind.CHANGED);
    assertThat(world.oozie.changingCalls())
        .allMatch(call -> call.endsWith(world.idOf("b").value()));
  }

  @Test
  void manyUnchangedJobsCostOneList() throws Exception {
    Trees trees = Trees.builder();
    for (int i = 0; i < 300; i++) {
      coordinator(trees, "job" + i, "");
    }
    world.pass(trees.build());
    world.oozie.forgetCalls();

    DeployReport report = world.pass(trees.build());

    assertThat(report.of(Kind.UNTOUCHED)).hasSize(300);
    assertThat(world.oozie.changingCalls()).isEmpty();
    assertThat(world.oozie.reads()).isEqualTo(1);
  }

  @Test
  void aPreviewLooksAtEachJobThatChangesOnce() throws Exception {
    Trees trees = coordinators("a", "", "b", "", "c", "");
    world.pass(trees.build());
    world.oozie.forgetCalls();

    List<JobPreview> previews = world.preview(coordinator(trees, "b", "q=1").build());

    assertThat(previews)
        .filteredOn(JobPreview::isChange)
        .singleElement()
        .satisfies(
            preview -> {
              assertThat(preview.id()).isEqualTo(world.idOf("b"));
              assertThat(preview.status()).isEqualTo(JobStatus.RUNNING);
              assertThat(preview.next()).isEqualTo(World.START.plus(Duration.ofMinutes(5)));
            });
    assertThat(world.oozie.changingCalls()).isEmpty();
    assertThat(world.oozie.reads()).as("one list, one look at b").isEqualTo(2);
  }

  @Test
  void aChangeWaitsForRunsUnderWayAndKeepsTheId() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    JobId id = world.idOf("a");
    FileTree changed = trees.file("a/workflow.xml", "<workflow-app name='other'/>").build();

    DeployReport first = world.pass(changed);
    assertThat(kindOf(first, "a")).isEqualTo(Kind.WAITING);
    assertThat(textOf(first, "a")).contains("waiting for 1 runs");
    world.oozie.finish(id, 1);
    DeployReport second = world.pass(changed);

    assertThat(kindOf(second, "a")).isEqualTo(Kind.CHANGED);
    assertThat(world.idOf("a")).isEqualTo(id);
    assertThat(world.oozie.coordinator(id).orElseThrow().pause()).isNull();
    assertThat(world.oozie.changingCalls())
        .containsExactly("submit " + id, "pauseAt " + id, "update " + id, "unpause " + id);
  }

  @Test
  void aJobThatDoesNotDrainInTimeRunsOnAsBefore() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    JobId id = world.idOf("a");
    Map<String, String> before = world.oozie.job(id).orElseThrow().configuration();
    FileTree changed = coordinator(trees, "a", "q=1").build();
    world.pass(changed);
    world.advance(Duration.ofMinutes(31));

    DeployReport report = world.pass(changed);

    assertThat(kindOf(report, "a")).isEqualTo(Kind.FAILED);
    assertThat(textOf(report, "a")).contains("did not end within PT30M");
    assertThat(world.oozie.job(id).orElseThrow().configuration()).isEqualTo(before);
    assertThat(world.oozie.coordinator(id).orElseThrow().pause()).isNull();
    int calls = world.oozie.changingCalls().size();
    assertThat(kindOf(world.pass(changed), "a")).isEqualTo(Kind.FAILED);
    assertThat(world.oozie.changingCalls()).as("not tried again unasked").hasSize(calls);
    world.retryFailed();
    world.oozie.finish(id, 1);
    assertThat(kindOf(settle(changed), "a")).isEqualTo(Kind.CHANGED);
  }

  @Test
  void policyLeaveUpdatesAtOnceAndKeepsTheFilesThatRunsRead() throws Exception {
    Trees trees = coordinators("a", "").spec(policy("leave"));
    world.pass(trees.build());
    JobId id = world.idOf("a");

    DeployReport report = world.pass(coordinator(trees, "a", "q=1").build());

    assertThat(kindOf(report, "a")).isEqualTo(Kind.CHANGED);
    assertThat(world.files.directories()).as("old and new").hasSize(2);
    world.oozie.finish(id, 1);
    world.pass(trees.build());
    assertThat(world.files.directories()).as("nothing reads the old one").hasSize(1);
  }

  @Test
  void aSuspendedJobStaysSuspendedAndAPausedOnePaused() throws Exception {
    Trees trees = coordinators("s", "", "p", "");
    world.pass(trees.build());
    Instant pause = World.START.plus(Duration.ofHours(1));
    world.oozie.suspend(world.idOf("s"));
    world.oozie.pauseAt(world.idOf("p"), pause);

    settle(coordinator(coordinator(trees, "s", "q=1"), "p", "q=1").build());

    assertThat(world.oozie.job(world.idOf("s")).orElseThrow().summary().status())
        .isEqualTo(JobStatus.SUSPENDED);
    assertThat(world.oozie.coordinator(world.idOf("p")).orElseThrow().pause()).isEqualTo(pause);
    assertThat(world.oozie.job(world.idOf("p")).orElseThrow().configuration())
        .containsEntry("q", "1");
    assertThat(world.oozie.job(world.idOf("s")).orElseThrow().configuration())
        .containsEntry("q", "1");
  }

  @Test
  void aKilledJobIsReportedAndNotSubmittedAgain() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    world.oozie.kill(world.idOf("a"));
    world.oozie.forgetCalls();

    assertThat(kindOf(world.pass(trees.build()), "a")).isEqualTo(Kind.DRIFTED);
    assertThat(kindOf(world.pass(coordinator(trees, "a", "q=1").build()), "a"))
        .isEqualTo(Kind.DRIFTED);
    assertThat(world.oozie.changingCalls()).isEmpty();
  }

  @Test
  void anotherFrequencyIsHandedOverWhereTheOldOneEnds() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    JobId old = world.idOf("a");
    world.advance(Duration.ofMinutes(12));

    settle(coordinator(trees, "a", "frequency=10").build());

    JobId now = world.idOf("a");
    assertThat(now).isNotEqualTo(old);
    Instant boundary = world.oozie.coordinator(old).orElseThrow().end();
    assertThat(world.oozie.coordinator(now).orElseThrow().start())
        .isEqualTo("2026-01-01T00:10:00Z");
    assertThat(boundary).isEqualTo("2026-01-01T00:05:00Z");
    assertThat(world.oozie.actions(old, Set.of()))
        .extracting(CoordinatorAction::nominal)
        .allMatch(nominal -> nominal.isBefore(boundary));
  }

  @Test
  void aJobThatWentOnElsewhereCanBeUpdatedLater() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    settle(coordinator(trees, "a", "end=2026-01-02T00:00Z").build());
    JobId second = world.idOf("a");

    settle(coordinator(trees, "a", "end=2026-01-02T00:00Z\nq=1").build());

    assertThat(world.idOf("a")).isEqualTo(second);
    assertThat(world.oozie.job(second).orElseThrow().configuration()).containsEntry("q", "1");
  }

  @Test
  void aRemovedDirectoryStopsItsJobAndTakesItsFilesAway() throws Exception {
    Trees trees = coordinators("a", "", "b", "");
    world.pass(trees.build());
    JobId gone = world.idOf("b");

    settle(coordinators("a", "").build());

    assertThat(world.oozie.job(gone).orElseThrow().summary().status()).isEqualTo(JobStatus.KILLED);
    assertThat(world.oozie.runsOf("b"))
        .extracting(CoordinatorAction::status)
        .as("drained, not killed")
        .doesNotContain(ActionStatus.KILLED);
    assertThat(world.files.directories()).hasSize(1);
    assertThat(world.memory.load()).hasSize(1);
  }

  @Test
  void aLiveNamesakeThatIsNotOrchsKeepsAJobFromBeingSubmitted() throws Exception {
    Trees trees = coordinators("a", "");
    FileTree tree = trees.build();
    World.submitByHand(world, "a");
    world.oozie.forgetCalls();

    DeployReport report = world.pass(tree);

    assertThat(kindOf(report, "a")).isEqualTo(Kind.REFUSED);
    assertThat(textOf(report, "a")).contains("not orch's").contains("oozie.ignore");
    assertThat(world.oozie.changingCalls()).isEmpty();
    Map<String, String> ignoring = policy("drain");
    ignoring.put("oozie.ignore.000", "a");
    assertThat(kindOf(world.pass(trees.spec(ignoring).build()), "a")).isEqualTo(Kind.CHANGED);
  }

  @Test
  void oneThatIsRefusedKeepsNoOtherFromGoingOn() throws Exception {
    Trees trees = coordinators("a", "", "b", "");
    trees.file("a/coordinator.xml", "<broken");

    DeployReport report = world.pass(trees.build());

    assertThat(kindOf(report, "a")).isEqualTo(Kind.FAILED);
    assertThat(textOf(report, "a")).contains("E0701");
    assertThat(kindOf(report, "b")).isEqualTo(Kind.CHANGED);
  }

  @Test
  void whatIsKnownCanBeLostAndTheMarkersTellIt() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    JobId id = world.idOf("a");
    world.memory.remove(new JobName("a"));
    world.oozie.forgetCalls();

    settle(trees.build());

    assertThat(world.idOf("a")).isEqualTo(id);
    assertThat(world.oozie.changingCalls()).isEmpty();
  }

  @Test
  void anotherChangeOvertakesOneThatWaits() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    world.pass(coordinator(trees, "a", "q=1").build());

    settle(coordinator(trees, "a", "q=2").build());

    assertThat(world.oozie.job(world.idOf("a")).orElseThrow().configuration())
        .containsEntry("q", "2");
    assertThat(world.oozie.changingCalls())
        .filteredOn(call -> call.startsWith("update"))
        .hasSize(1);
  }

  @Test
  void aScheduleThatCannotBeTakenUpIsRefusedAndTheOldOneRunsOn() throws Exception {
    String monthly = "${coord:months(1)}";
    Trees trees =
        coordinator(
            Trees.builder(), "a", monthly, "start=2025-10-31T00:00Z\nend=2030-01-01T00:00Z");
    world.pass(trees.build());
    world.oozie.forgetCalls();

    DeployReport report =
        world.pass(
            coordinator(trees, "a", monthly, "start=2025-10-31T00:00Z\nend=2031-01-01T00:00Z")
                .build());

    assertThat(kindOf(report, "a")).isEqualTo(Kind.REFUSED);
    assertThat(textOf(report, "a")).contains("1 months").contains("in place of");
    assertThat(world.oozie.changingCalls()).isEmpty();
  }

  @Test
  void aScheduleThatOozieWouldBeginAtAnotherTimeIsNotHandedOver() throws Exception {
    world.pass(coordinators("a", "").build());
    JobId old = world.idOf("a");
    Instant end = world.oozie.coordinator(old).orElseThrow().end();
    world.oozie.dryRunIsOff(Duration.ofHours(1));

    DeployReport report = world.pass(coordinators("a", "end=2026-01-01T14:00Z").build());

    assertThat(kindOf(report, "a")).isEqualTo(Kind.FAILED);
    assertThat(textOf(report, "a")).contains("expected its first run at", "dry run has it at");
    assertThat(world.idOf("a")).isEqualTo(old);
    assertThat(world.oozie.coordinator(old).orElseThrow().end()).isEqualTo(end);
  }

  @Test
  void filesStayAsLongAsARunOfAFormerStateReadsThem() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    JobId old = world.idOf("a");
    FileTree longer = coordinator(trees, "a", "end=2026-01-01T14:00Z").build();
    world.pass(longer);
    assertThat(world.idOf("a")).isNotEqualTo(old);

    FileTree gone = Trees.builder().spec(policy("kill")).build();
    assertThat(kindOf(world.pass(gone), "a")).isEqualTo(Kind.WAITING);
    assertThat(world.files.directories()).as("the old one's and the new one's").hasSize(2);
    world.oozie.finish(old, 1);

    assertThat(kindOf(world.pass(gone), "a")).isEqualTo(Kind.CHANGED);
    assertThat(world.files.directories()).isEmpty();
    assertThat(world.memory.load()).isEmpty();
  }

  @Test
  void aSubmissionThatArrivedIsFoundWhoeverItRunsAs() throws Exception {
    Trees trees = coordinators("a", "user.name=bob");
    world.oozie.fail(call -> Fault.AFTER);
    assertThat(kindOf(world.pass(trees.build()), "a")).isEqualTo(Kind.WAITING);
    world.oozie.fail(call -> Fault.NONE);

    settle(trees.build());

    assertThat(world.oozie.jobs(JobKind.COORDINATOR, "bob", Set.of())).hasSize(1);
  }

  @Test
  void aJobThatOozieHasNotLookedAtYetIsHandedOverFromItsStart() throws Exception {
    Trees trees = coordinators("a", "");
    world.pass(trees.build());
    JobId old = world.idOf("a");
    world.oozie.notLookedAtYet(old);

    world.pass(coordinator(trees, "a", "frequency=10").build());

    assertThat(world.oozie.coordinator(old).orElseThrow().end()).isEqualTo(World.START);
    assertThat(world.oozie.coordinator(world.idOf("a")).orElseThrow().start())
        .isEqualTo(World.START);
  }

  @Test
  void aRunThatBeginsBeforeAnEarlierOneMakesAChangeWaitAndNotFail() throws Exception {
    Trees trees = coordinators("updated", "", "longer", "", "going", "");
    world.pass(trees.build());
    world.advance(Duration.ofMinutes(12));
    for (String job : Set.of("updated", "longer", "going")) {
      world.oozie.startLast(world.idOf(job));
    }
    Trees after = coordinators("updated", "q=1", "longer", "end=2026-01-01T14:00Z");

    DeployReport report = world.pass(after.build());

    assertThat(report.of(Kind.WAITING)).as("%s", report).hasSize(3);
    assertThat(settle(after.build()).has(Kind.FAILED)).isFalse();
    assertThat(world.oozie.runsOf("longer"))
        .extracting(CoordinatorAction::nominal)
        .doesNotHaveDuplicates();
  }
}
