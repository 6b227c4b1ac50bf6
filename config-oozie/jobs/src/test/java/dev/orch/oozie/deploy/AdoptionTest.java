package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinator;
import static dev.orch.oozie.deploy.World.coordinators;
import static dev.orch.oozie.deploy.World.kindOf;
import static dev.orch.oozie.deploy.World.submitByHand;
import static dev.orch.oozie.deploy.World.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.AdoptionCandidate.Verdict;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdoptionTest {
  private final World world = new World();
  private final Adoption adoption = new Adoption(world.oozie, World.TARGET);

  private List<AdoptionCandidate> candidates(FileTree tree) throws Exception {
    return adoption.candidates(JobSet.read(tree));
  }

  private AdoptionCandidate only(FileTree tree) throws Exception {
    List<AdoptionCandidate> all = candidates(tree);
    assertThat(all).as("%s", all).hasSize(1);
    return all.get(0);
  }

  private JobId live() {
    List<JobSummary> all = world.oozie.jobs(JobKind.COORDINATOR, "etl", Set.of());
    assertThat(all).hasSize(1);
    return all.get(0).id();
  }

  /** As sites have it: the path that the job was submitted with stands in its job.properties. */
  private static Trees submittedFrom(String path) {
    return coordinator(Trees.builder(), "a", "oozie.coord.application.path=" + path);
  }

  @Test
  void anAdoptedJobKeepsItsIdAndEachOfItsRunsIsMadeOnce() throws Exception {
    submitByHand(world, "a");
    JobId id = live();
    world.advance(Duration.ofMinutes(22));
    FileTree tree = coordinators("a", "q=1").build();
    assertThat(kindOf(world.pass(tree), "a")).isEqualTo(Kind.REFUSED);
    assertThat(textOf(world.pass(tree), "a")).contains("orch adopt");

    adoption.mark(only(tree));
    DeployReport report = world.settle(tree);

    assertThat(report.has(Kind.REFUSED)).as("%s", report).isFalse();
    assertThat(world.idOf("a")).isEqualTo(id);
    assertThat(live()).isEqualTo(id);
    Map<String, String> configuration = world.oozie.job(id).orElseThrow().configuration();
    assertThat(configuration).containsEntry("q", "1");
    assertThat(Marker.in(configuration).orElseThrow().digest())
        .isEqualTo(World.digestOf(tree, "a"));
    world.advance(Duration.ofHours(1));
    assertThat(world.oozie.runsOf("a"))
        .extracting(CoordinatorAction::nominal)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(5);
    assertThat(world.oozie.runsOf("a"))
        .extracting(CoordinatorAction::status)
        .doesNotContain(ActionStatus.KILLED);
  }

  @Test
  void markingChangesNothingElseOfAJob() throws Exception {
    submitByHand(world, "a");
    JobId id = live();
    Map<String, String> before = new TreeMap<>(world.oozie.job(id).orElseThrow().configuration());
    world.oozie.suspend(id);
    world.oozie.forgetCalls();

    adoption.mark(only(coordinators("a", "q=1").build()));

    assertThat(world.oozie.changingCalls()).containsExactly("update " + id);
    Map<String, String> after = new TreeMap<>(world.oozie.job(id).orElseThrow().configuration());
    assertThat(after.remove(Marker.PROPERTY)).startsWith("weather/ingest/a@");
    assertThat(after).isEqualTo(before);
    assertThat(world.oozie.job(id).orElseThrow().summary().status()).isEqualTo(JobStatus.SUSPENDED);
  }

  @Test
  void theApplicationPathTellsJobsOfOneNameApart() throws Exception {
    submitByHand(world, "a");
    String path = world.oozie.job(live()).orElseThrow().applicationPath();
    String directory = path.replaceAll("/coordinator.xml$", "");

    assertThat(only(submittedFrom(path).build()).verdict()).isEqualTo(Verdict.SAME_PATH);
    assertThat(only(submittedFrom(directory + "/").build()).verdict()).isEqualTo(Verdict.SAME_PATH);
    assertThat(only(submittedFrom("${root}" + directory.replaceAll("^memory:", "")).build()))
        .as("a variable without a value")
        .extracting(AdoptionCandidate::verdict)
        .isEqualTo(Verdict.OTHER_PATH);
    assertThat(only(submittedFrom("hdfs://nn/apps/other").build()).verdict())
        .isEqualTo(Verdict.OTHER_PATH);
  }

  @Test
  void ofTwoOfOneNameAndPathNoneIsTaken() throws Exception {
    submitByHand(world, "a");
    submitByHand(world, "a");

    assertThat(candidates(coordinators("a", "").build()))
        .extracting(AdoptionCandidate::verdict)
        .containsExactly(Verdict.AMBIGUOUS, Verdict.AMBIGUOUS);
  }

  @Test
  void ofTwoTheOneWithThePathIsTakenAndTheOtherLeft() throws Exception {
    submitByHand(world, "a");
    String path = world.oozie.job(live()).orElseThrow().applicationPath();
    FileTree elsewhere = coordinators("a", "other=1").build();
    World.submitByHand(world, "a", elsewhere);

    assertThat(candidates(submittedFrom(path).build()))
        .extracting(AdoptionCandidate::verdict)
        .containsExactlyInAnyOrder(Verdict.SAME_PATH, Verdict.AMBIGUOUS);
  }

  @Test
  void whatIsOursIgnoredOrAnothersIsNoneToAdopt() throws Exception {
    FileTree tree = coordinators("a", "").build();
    submitByHand(world, "a");
    Adoption ofAnother = new Adoption(world.oozie, World.ANOTHER_TARGET);

    adoption.mark(only(tree));

    assertThat(only(tree).verdict()).isEqualTo(Verdict.OURS);
    assertThat(ofAnother.candidates(JobSet.read(tree))).isEmpty();
    Map<String, String> ignoring = World.policy("drain");
    ignoring.put("oozie.ignore.000", "b*");
    submitByHand(world, "b");
    assertThat(candidates(coordinators("b", "").spec(ignoring).build())).isEmpty();
  }

  @Test
  void aRunningWorkflowCannotBeMarked() throws Exception {
    Trees trees =
        Trees.builder()
            .file("w/job.properties", "oozie.wf.application.path=x\n")
            .file("w/workflow.xml", "<workflow-app name='w'/>");
    World.submitByHand(world, "w", trees.build());

    assertThat(only(trees.build()).verdict()).isEqualTo(Verdict.UNCHANGEABLE);
  }

  @Test
  void aJobThatEndsMeanwhileIsNotTakenForAdopted() throws Exception {
    submitByHand(world, "a");
    AdoptionCandidate candidate = only(coordinators("a", "").build());
    world.oozie.kill(live());

    assertThatThrownBy(() -> adoption.mark(candidate))
        .as("Oozie takes the update of a killed job, too")
        .isInstanceOf(OozieRejectedException.class)
        .hasMessageContaining("found it KILLED");
  }
}
