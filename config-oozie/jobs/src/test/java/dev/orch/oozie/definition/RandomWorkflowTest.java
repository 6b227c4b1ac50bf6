package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.problemsOf;
import static dev.orch.oozie.definition.Checked.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RandomWorkflowTest {
  @Property(tries = 300)
  void nothingIsSaidOfOneThatIsSound(@ForAll Random random) {
    assertThat(problemsOf(workflow(new RandomWorkflow(random).nodes()))).isEmpty();
  }

  @Property(tries = 300)
  void oneTransitionToNowhereIsOneProblem(@ForAll Random random) {
    String sound = workflow(new RandomWorkflow(random).nodes());
    String wrong = sound.replaceFirst("error to='fail'", "error to='nowhere'");
    int line =
        (int) sound.substring(0, Math.max(0, sound.indexOf("error to='fail'"))).lines().count();

    if (!wrong.equals(sound)) {
      assertThat(problemsOf(wrong))
          .singleElement()
          .asString()
          .startsWith(line + ":")
          .endsWith(" leads to \"nowhere\", which is no node of the workflow");
    }
  }
}
