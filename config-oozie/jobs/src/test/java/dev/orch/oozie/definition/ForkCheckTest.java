package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.action;
import static dev.orch.oozie.definition.Checked.job;
import static dev.orch.oozie.definition.Checked.problems;
import static dev.orch.oozie.definition.Checked.problemsOf;
import static dev.orch.oozie.definition.Checked.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForkCheckTest {
  private static final String PROPERTIES = "oozie.wf.application.path=x\n";

  private static String fork(String name, String first, String second) {
    return "<fork name='%s'><path start='%s'/><path start='%s'/></fork>\n"
        .formatted(name, first, second);
  }

  private static String join(String name, String to) {
    return "<join name='%s' to='%s'/>\n".formatted(name, to);
  }

  private static String decision(String name, String first, String second) {
    return ("<decision name='%s'><switch><case to='%s'>${true}</case><default to='%s'/></switch>"
            + "</decision>\n")
        .formatted(name, first, second);
  }

  private static String wrong(String nodes) {
    return problemsOf(workflow("<start to='s'/>\n" + nodes)).stream()
        .reduce((one, other) -> one + "\n" + other)
        .map(all -> all.replaceFirst("^[0-9]+:[0-9]+: ", ""))
        .orElse("");
  }

  @Test
  void forksLieWithinEachOther() {
    assertThat(
            wrong(
                fork("s", "a", "t")
                    + action("a", "j", "fail")
                    + fork("t", "b", "c")
                    + action("b", "k", "k")
                    + decision("c", "d", "k")
                    + action("d", "k", "fail")
                    + join("k", "e")
                    + action("e", "j", "fail")
                    + join("j", "end")))
        .isEmpty();
  }

  @Test
  void theirPathsMeetInOneJoin() {
    String actions = action("a", "j", "fail") + action("b", "k", "fail");
    assertThat(wrong(fork("s", "a", "b") + actions + join("j", "end") + join("k", "end")))
        .isEqualTo("the paths of the fork \"s\" lead to several joins: join \"j\", join \"k\"");
    assertThat(
            wrong(fork("s", "a", "b") + action("a", "fail", "fail") + action("b", "fail", "fail")))
        .isEqualTo("no path of the fork \"s\" leads to a join");
  }

  @Test
  void aJoinBelongsToOneFork() {
    assertThat(wrong(action("s", "j", "fail") + join("j", "end")))
        .isEqualTo("the join \"j\" is reached outside of every fork");
    assertThat(
            wrong(
                fork("s", "a", "t")
                    + fork("t", "b", "c")
                    + action("a", "j", "fail")
                    + action("b", "j", "fail")
                    + action("c", "j", "fail")
                    + join("j", "end")))
        .isEqualTo("the join \"j\" is reached from the fork \"s\" and the fork \"t\"");
  }

  @Test
  void noWorkflowEndsInsideOfOne() {
    assertThat(
            wrong(
                fork("s", "a", "b")
                    + action("a", "j", "end")
                    + action("b", "j", "fail")
                    + join("j", "end")))
        .isEqualTo("the end \"end\" is reached inside the fork \"s\", before a join");
  }

  @Test
  void nothingRunsTwice() {
    String rest = action("c", "j", "fail") + join("j", "end");
    assertThat(
            wrong(fork("s", "a", "b") + action("a", "c", "fail") + action("b", "c", "fail") + rest))
        .isEqualTo("the action \"c\" would run twice: two paths lead to it at the same time");
    assertThat(wrong(fork("s", "c", "c") + rest))
        .isEqualTo("two paths of the fork \"s\" begin with the action \"c\"");
  }

  @Test
  void aJobCanHaveItsForksLetBe() {
    String workflow = workflow("<start to='s'/>" + action("s", "j", "fail") + join("j", "end"));

    assertThat(
            problems(
                job(workflow)
                    .file("w/job.properties", PROPERTIES + "oozie.wf.validate.ForkJoin=false")
                    .build()))
        .isEmpty();
  }
}
