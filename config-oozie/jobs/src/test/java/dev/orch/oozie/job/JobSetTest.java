package dev.orch.oozie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InvalidInputException;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.server.JobKind;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobSetTest {
  private static final String COORDINATOR = "oozie.coord.application.path=${nameNode}/apps/a";
  private static final String XML = "<coordinator-app name='a' xmlns='uri:oozie:coordinator:0.4'/>";

  private static JobSet read(FileTree tree) throws IOException, InterruptedException {
    return JobSet.read(tree);
  }

  @Test
  void everyDirectoryWithPropertiesIsAJobWithAllBelowIt() throws Exception {
    JobSet set =
        read(
            Trees.of(
                "daily/ingest/job.properties", COORDINATOR,
                "daily/ingest/coordinator.xml", XML,
                "daily/ingest/lib/a.jar", "jar",
                "daily/ingest/nested/job.properties", "oozie.wf.application.path=x/flow.xml",
                "daily/ingest/nested/flow.xml", "<workflow-app name='w'/>",
                "bundle/job.properties", "oozie.bundle.application.path=b",
                "bundle/bundle.xml", "<bundle-app name='b'/>"));

    assertThat(set.jobs().keySet())
        .extracting(JobName::value)
        .containsExactly("bundle", "daily/ingest", "daily/ingest/nested");
    Job ingest = set.job(new JobName("daily/ingest")).orElseThrow();
    assertThat(ingest.kind()).isEqualTo(JobKind.COORDINATOR);
    assertThat(ingest.files().keySet())
        .extracting(ConfigPath::value)
        .containsExactly("coordinator.xml", "job.properties", "lib/a.jar");
    Job nested = set.job(new JobName("daily/ingest/nested")).orElseThrow();
    assertThat(nested.kind()).isEqualTo(JobKind.WORKFLOW);
    assertThat(nested.definitionFile()).isEqualTo(new ConfigPath("flow.xml"));
  }

  @Test
  void theWholeComponentCanBeOneJob() throws Exception {
    JobSet set = read(Trees.of("job.properties", COORDINATOR, "coordinator.xml", XML));

    assertThat(set.jobs().keySet()).containsExactly(JobName.WHOLE);
  }

  @Test
  void commonPropertiesStandBehindAJobsOwn() throws Exception {
    JobSet set =
        read(
            Trees.builder()
                .file("a/job.properties", COORDINATOR + "\nqueue=own  \nblank=\n")
                .file("a/coordinator.xml", XML)
                .spec(
                    Map.of(
                        "trigger", "oozie",
                        "oozie.properties.queue", "common",
                        "oozie.properties.nameNode", "hdfs://nn",
                        "oozie.policy", "kill",
                        "oozie.drain-timeout", "PT5M"))
                .build());

    Job job = set.job(new JobName("a")).orElseThrow();
    assertThat(job.properties())
        .containsEntry("queue", "own")
        .containsEntry("nameNode", "hdfs://nn")
        .containsEntry("blank", "");
    assertThat(set.settings().policy()).isEqualTo(StopPolicy.KILL);
    assertThat(set.settings().drainTimeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aJobIsAnotherWhenAFileOrAPropertyOfItIs() throws Exception {
    Trees trees =
        Trees.builder().file("a/job.properties", COORDINATOR).file("a/coordinator.xml", XML);
    trees.file("b/job.properties", COORDINATOR).file("b/coordinator.xml", XML);
    JobSet before = read(trees.build());
    JobSet file = read(trees.file("a/lib/x", "1").build());
    JobSet common = read(trees.spec(Map.of("oozie.properties.q", "1")).build());

    assertThat(digest(file, "a")).isNotEqualTo(digest(before, "a"));
    assertThat(digest(file, "b")).isEqualTo(digest(before, "b"));
    assertThat(digest(common, "b")).isNotEqualTo(digest(before, "b"));
  }

  private static String digest(JobSet set, String name) {
    return set.job(new JobName(name)).orElseThrow().digest().hex();
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    Trees.builder()
                        .file("README", "of no job")
                        .file("none/job.properties", "x=1")
                        .file("two/job.properties", COORDINATOR + "\noozie.wf.application.path=y")
                        .file("lost/job.properties", COORDINATOR + "/coord.xml")
                        .file("bad/job.properties", "x=\\u00zz")
                        .file("own/job.properties", COORDINATOR + "\norchStart=1")
                        .file("own/coordinator.xml", XML)
                        .spec(Map.of("oozie.policy", "maybe"))
                        .build()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Object::toString)
                    .satisfiesExactly(
                        p -> assertThat(p).startsWith("README: belongs to no job"),
                        p -> assertThat(p).startsWith("bad/job.properties: is not a properties"),
                        p -> assertThat(p).startsWith("component.yaml: oozie.policy: expected"),
                        p ->
                            assertThat(p).startsWith("lost/job.properties: ").contains("coord.xml"),
                        p -> assertThat(p).startsWith("none/job.properties: expected exactly one"),
                        p ->
                            assertThat(p)
                                .isEqualTo("own/job.properties: orchStart is orch's own to set"),
                        p ->
                            assertThat(p)
                                .startsWith("two/job.properties: expected exactly one")
                                .endsWith(
                                    "oozie.coord.application.path and oozie.wf.application.path")));
  }

  @Test
  void whatRunsOnOneOfTwoClustersMustBeACoordinatorOfThatName() {
    FileTree tree =
        Trees.builder()
            .file("export/job.properties", "oozie.wf.application.path=x")
            .file("export/workflow.xml", "<workflow-app name='w'/>")
            .file("mail/daily/job.properties", COORDINATOR)
            .file("mail/daily/coordinator.xml", XML)
            .spec(
                Map.of(
                    "trigger",
                    "oozie",
                    "oozie.mode",
                    "primary",
                    "oozie.since",
                    "2026-01-31T08:00:00Z",
                    "oozie.outside-effects.000",
                    "export",
                    "oozie.outside-effects.001",
                    "mail/*",
                    "oozie.outside-effects.002",
                    "exprot"))
            .build();

    assertThatThrownBy(() -> read(tree))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Object::toString)
                    .satisfiesExactlyInAnyOrder(
                        kind -> assertThat(kind).contains("export", "is a workflow among"),
                        name -> assertThat(name).contains("\"exprot\", and no job's directory")));
  }
}
