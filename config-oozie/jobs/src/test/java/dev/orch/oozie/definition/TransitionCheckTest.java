package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.action;
import static dev.orch.oozie.definition.Checked.problemsOf;
import static dev.orch.oozie.definition.Checked.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitionCheckTest {
  private static String decision(String name, String... to) {
    StringBuilder cases = new StringBuilder();
    for (String target : to) {
      cases.append("<case to='%s'>${true}</case>".formatted(target));
    }
    return "<decision name='%s'><switch>%s<default to='end'/></switch></decision>\n"
        .formatted(name, cases);
  }

  @Test
  void eachTransitionLeadsToANode() {
    assertThat(
            problemsOf(
                workflow(
                    """
                    <start to='nowhere'/>
                    <action name='a'>
                      <fs/>
                      <ok to='b '/>
                      <error to='Fail'/>
                    </action>
                    <fork name='f'>
                      <path start='a'/>
                      <path start='c'/>
                    </fork>
                    <join name='j' to='d'/>
                    <decision name='e'>
                      <switch>
                        <case to='g'>${true}</case>
                        <default to='h'/>
                      </switch>
                    </decision>
                    """)))
        .contains(
            "2:1: the start leads to \"nowhere\", which is no node of the workflow",
            "5:3: the action \"a\" leads to \"b \", which is no node of the workflow",
            "6:3: the action \"a\" leads to \"Fail\", which is no node of the workflow",
            "10:3: the fork \"f\" leads to \"c\", which is no node of the workflow",
            "12:1: the join \"j\" leads to \"d\", which is no node of the workflow",
            "15:5: the decision \"e\" leads to \"g\", which is no node of the workflow",
            "16:5: the decision \"e\" leads to \"h\", which is no node of the workflow");
  }

  @Test
  void aNameIsGivenOnce() {
    assertThat(
            problemsOf(
                workflow(
                    "<start to='a'/>\n" + action("a", "end", "fail") + action("a", "end", "end"))))
        .containsExactly("4:1: the name \"a\" is given twice, first in line 3");
  }

  @Test
  void circlesAreNamed() {
    assertThat(
            problemsOf(
                workflow(
                    "<start to='a'/>\n"
                        + action("a", "b", "fail")
                        + decision("b", "c", "a")
                        + action("c", "end", "c"))))
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .startsWith("4:")
                    .endsWith(": the workflow goes round in a circle: \"a\" → \"b\" → \"a\""),
            it ->
                assertThat(it)
                    .startsWith("5:")
                    .endsWith(": the workflow goes round in a circle: \"c\" → \"c\""));
  }

  @Test
  void pathsThatMeetAreNoCircle() {
    assertThat(
            problemsOf(
                workflow(
                    "<start to='a'/>\n"
                        + decision("a", "b", "c")
                        + action("b", "d", "d")
                        + action("c", "d", "d")
                        + action("d", "end", "end"))))
        .isEmpty();
  }

  @Test
  void everyNodeIsReachedButThoseThatEnd() {
    assertThat(
            problemsOf(
                workflow(
                    "<start to='a'/>\n"
                        + action("a", "fail", "fail")
                        + action("b", "c", "fail")
                        + action("c", "b", "fail"))))
        .containsExactly(
            "4:1: nothing leads from the start to the action \"b\"",
            "5:1: nothing leads from the start to the action \"c\"");
  }

  @Test
  void longWorkflowsAreWalkedThrough() {
    StringBuilder nodes = new StringBuilder("<start to='n0'/>\n");
    int count = 9_000;
    for (int i = 0; i < count; i++) {
      nodes.append(action("n" + i, i + 1 < count ? "n" + (i + 1) : "n0", "fail"));
    }

    assertThat(problemsOf(workflow(nodes.toString())))
        .singleElement()
        .asString()
        .contains("\"n0\" → \"n1\" → ")
        .endsWith("→ … → \"n0\"");
  }
}
