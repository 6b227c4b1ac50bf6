package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinator;
import static dev.orch.oozie.deploy.World.coordinators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.JobPreview.Action;
import dev.orch.oozie.job.JobSet;
import dev.orch.testing.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobComparisonTest {
  private static List<String> compare(@Nullable FileTree before, FileTree after) throws Exception {
    JobSet former = before == null ? null : JobSet.read(before);
    return JobComparison.of(former, JobSet.read(after)).stream()
        .map(preview -> preview.job() + " " + preview.action() + ": " + preview.why())
        .toList();
  }

  @Test
  void onlyWhatDiffersIsNamed() throws Exception {
    Trees before = coordinators("a", "", "b", "", "gone", "");
    Trees after = coordinators("a", "", "b", "q=1", "new", "");

    assertThat(compare(before.build(), after.build()))
        .containsExactly(
            "b UPDATE: job.properties changed",
            "gone STOP: its directory is gone",
            "new SUBMIT: it is new");
    assertThat(compare(before.build(), before.build())).isEmpty();
  }

  @Test
  void ofAComponentThatWasNoneOfJobsAllAreNew() throws Exception {
    assertThat(compare(null, coordinators("a", "").build())).containsExactly("a SUBMIT: it is new");
  }

  @Test
  void whatOozieCannotChangeIsHandedOver() throws Exception {
    assertThat(
            compare(
                coordinators("a", "").build(),
                coordinator(Trees.builder(), "a", "frequency=10").build()))
        .containsExactly("a HAND_OVER: job.properties changed; its name or schedule changed");
  }

  @Test
  void aScheduleThatCannotBeToldIsRefused() throws Exception {
    assertThat(
            compare(
                coordinators("a", "").build(),
                coordinator(Trees.builder(), "a", "end=${nowhere}").build()))
        .singleElement()
        .asString()
        .startsWith("a REFUSE: ");
  }

  @Test
  void manyFilesAreCounted() throws Exception {
    Trees after = coordinators("a", "");
    for (int i = 0; i < 5; i++) {
      after.file("a/lib/" + i + ".jar", "x");
    }

    assertThat(compare(coordinators("a", "").build(), after.build()))
        .containsExactly("a UPDATE: lib/0.jar, lib/1.jar, lib/2.jar and 2 more changed");
  }

  @Test
  void propertiesOfTheComponentConcernAllJobs() throws Exception {
    Map<String, String> spec = new TreeMap<>(World.policy("drain"));
    spec.put("oozie.properties.queue", "fast");

    assertThat(compare(coordinators("a", "").build(), coordinators("a", "").spec(spec).build()))
        .containsExactly("a UPDATE: properties common to all jobs changed");
  }

  @Test
  void workflowsAreReplacedAndBundlesRefused() throws Exception {
    Trees before =
        Trees.builder()
            .file("w/job.properties", "oozie.wf.application.path=x")
            .file("w/workflow.xml", "<workflow-app name='w'/>")
            .file("b/job.properties", "oozie.bundle.application.path=x")
            .file("b/bundle.xml", "<bundle-app name='b'/>");
    FileTree former = before.build();
    before.file("w/workflow.xml", "<workflow-app name='w2'/>");
    before.file("b/bundle.xml", "<bundle-app name='b2'/>");

    List<JobPreview> changes = JobComparison.of(JobSet.read(former), JobSet.read(before.build()));

    assertThat(changes)
        .extracting(JobPreview::action)
        .containsExactly(Action.REFUSE, Action.REPLACE);
  }
}
