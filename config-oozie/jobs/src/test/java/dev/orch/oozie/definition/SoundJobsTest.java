package dev.orch.oozie.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.JobSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundJobsTest {
  @Test
  void nothingIsSaidOfThem() {
    assertThat(Checked.problems(SoundJobs.all().build())).isEmpty();
  }

  @Test
  void eachDefinitionIsJudgedOnceWhoeverRunsIt() throws Exception {
    List<String> judged = new ArrayList<>();
    FileTree tree =
        SoundJobs.all()
            .file(
                "steps/flow.xml",
                Checked.doing(
                    """
                    <sub-workflow><app-path>${orchJobDir}/flow.xml</app-path>
                    <propagate-configuration/></sub-workflow>
                    """))
            .build();

    DefinitionChecks.problems(
        JobSet.read(tree),
        tree,
        path -> true,
        definition -> {
          judged.add(definition);
          return List.of();
        });

    assertThat(judged).hasSize(12).doesNotHaveDuplicates();
  }
}
