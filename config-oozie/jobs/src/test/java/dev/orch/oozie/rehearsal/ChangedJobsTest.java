package dev.orch.oozie.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.job.JobSet;
import dev.orch.testing.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangedJobsTest {
  private static final String COORDINATOR = "oozie.coord.application.path=x\n";

  private static JobSet jobs(String common, String... namesAndProperties) throws Exception {
    Trees trees =
        Trees.builder()
            .spec(new TreeMap<>(Map.of("trigger", "oozie", "oozie.properties.common", common)));
    for (int i = 0; i < namesAndProperties.length; i += 2) {
      trees
          .file(namesAndProperties[i] + "/job.properties", COORDINATOR + namesAndProperties[i + 1])
          .file(namesAndProperties[i] + "/coordinator.xml", "<coordinator-app/>");
    }
    return JobSet.read(trees.build());
  }

  private static List<String> changed(JobSet before, JobSet after) {
    return ChangedJobs.of(before, after).stream().map(job -> job.name().value()).toList();
  }

  @Test
  void thoseThatAreNewOrDifferAreChangedAndNoOthers() throws Exception {
    JobSet before = jobs("1", "same", "p=1", "gone", "p=1", "other", "p=1");
    JobSet after = jobs("1", "same", "p=1", "new", "p=1", "other", "p=2");

    assertThat(changed(before, after)).containsExactly("new", "other");
    assertThat(changed(after, after)).isEmpty();
  }

  @Test
  void whatIsCommonToAllChangesAll() throws Exception {
    assertThat(changed(jobs("1", "a", "", "b", ""), jobs("2", "a", "", "b", "")))
        .containsExactly("a", "b");
  }

  @Test
  void whereThereWereNoJobsAllAreNew() throws Exception {
    assertThat(ChangedJobs.of(null, jobs("1", "a", "", "b", ""))).hasSize(2);
  }
}
