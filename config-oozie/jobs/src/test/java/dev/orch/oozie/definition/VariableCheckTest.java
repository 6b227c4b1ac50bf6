package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.doing;
import static dev.orch.oozie.definition.Checked.problems;
import static dev.orch.oozie.definition.Checked.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.Trees;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableCheckTest {
  private static final String COORDINATOR =
      """
      <coordinator-app name="c" frequency="${every}" start="${start}"
                       end="${end}" timezone="UTC" xmlns="uri:oozie:coordinator:0.4">
        <action><workflow>
          <app-path>${orchJobDir}/w</app-path>
          <configuration>
            <property><name>in</name><value>${input}</value></property>
          </configuration>
        </workflow></action>
      </coordinator-app>
      """;

  private static Trees coordinator(String properties, String workflow) {
    return Trees.builder()
        .file("c/job.properties", "oozie.coord.application.path=x\n" + properties)
        .file("c/coordinator.xml", COORDINATOR)
        .file("c/w/workflow.xml", workflow);
  }

  @Test
  void eachIsToldOnceWhereItIsUsedFirst() {
    assertThat(
            problemsOf(
                doing(
                    """
                    <fs><delete path='${first}/x'/><mkdir path='${first}'/></fs>
                    <!-- ${comment} -->
                    """)))
        .containsExactly(
            "4:19: the variable first has no value: expected a property of that name, a parameter,"
                + " or a default in config-default.xml");
    assertThat(
            problemsOf(
                doing(
                    """
                    <hive2 xmlns='uri:oozie:hive2-action:0.2'><query>
                      select 1;
                      select '${a}', '${b}'
                    </query></hive2>
                    """)))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("6:11: the variable a has no value"),
            it -> assertThat(it).startsWith("6:19: the variable b has no value"));
  }

  @Test
  void whatIsNoVariableByItselfIsLeftAlone() {
    assertThat(
            problemsOf(
                doing(
                    """
                    <fs><delete path="${a.b}${wf:conf('x')}${c + 1}${concat(d, '${e}')}${'f'}"/>
                    <delete path="$g {h} ${true} ${} ${i-j} \\${k} $${l} ${KB}"/>
                    <delete path="${wf:conf(&quot;}${m}&quot;)} ${open"/></fs>
                    """)))
        .isEmpty();
  }

  @Test
  void aCoordinatorHandsItsPropertiesAndItsConfigurationToItsWorkflow() {
    String workflow = doing("<fs><delete path='${in}'/><delete path='${own}${lost}'/></fs>");

    assertThat(problems(coordinator("every=60\nstart=a\nend=b\nown=1", workflow).build()))
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .startsWith("c/coordinator.xml:6:39: the variable input has no value")
                    .endsWith("coord-config-default.xml"),
            it -> assertThat(it).startsWith("c/w/workflow.xml:4:").contains(" lost "));
  }

  @Test
  void componentsAndFilesBesideADefinitionDefineSomeToo() {
    Trees trees = coordinator("", doing("<fs><delete path='${in}${default}'/></fs>"));
    trees
        .spec(
            Map.of(
                "oozie.properties.every", "60",
                "oozie.properties.start", "a",
                "oozie.properties.end", "b"))
        .file("c/coord-config-default.xml", configuration("input"))
        .file("c/w/config-default.xml", configuration("default"));

    assertThat(problems(trees.build())).isEmpty();

    trees.file("c/w/config-default.xml", "<configuration/>");
    assertThat(problems(trees.build())).singleElement().asString().contains(" default has no");
  }

  private static String configuration(String name) {
    return "<configuration><property><name>%s</name><value>1</value></property></configuration>"
        .formatted(name);
  }

  @Test
  void aSubWorkflowHasWhatItIsGiven() {
    String caller =
        doing(
            """
            <sub-workflow><app-path>${orchJobDir}/sub.xml</app-path>PROPAGATE
            <configuration><property><name>given</name><value>1</value></property></configuration>
            </sub-workflow>
            """);
    String sub = doing("<fs><delete path='${given}${own}${orchJobDir}'/></fs>");

    assertThat(
            problems(
                Checked.job(caller.replace("PROPAGATE", "<propagate-configuration/>"))
                    .file("w/job.properties", "oozie.wf.application.path=x\nown=1")
                    .file("w/sub.xml", sub)
                    .build()))
        .isEmpty();
    assertThat(
            problems(
                Checked.job(caller.replace("PROPAGATE", ""))
                    .file("w/job.properties", "oozie.wf.application.path=x\nown=1")
                    .file("w/sub.xml", sub)
                    .build()))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("w/sub.xml:4:27: the variable own has no value"),
            it -> assertThat(it).startsWith("w/sub.xml:4:33: the variable orchJobDir has no"));
  }

  @Test
  void aParameterWithoutAValueMustBeSet() {
    String workflow =
        """
        <workflow-app name='w' xmlns='uri:oozie:workflow:0.5'><parameters>
          <property><name>a</name></property>
          <property><name>b</name><value>${c}</value></property>
          <property><name>d.e</name></property>
        </parameters><start to='end'/><end name='end'/></workflow-app>
        """
            .replace("'w'", "'${a}${b}'");

    assertThat(problemsOf(workflow))
        .containsExactly(
            "2:3: the parameter \"a\" has no value: expected one here, or a property of that name",
            "4:3: the parameter \"d.e\" has no value: expected one here, or a property of that"
                + " name");
    assertThat(
            problems(
                Checked.job(workflow)
                    .file("w/job.properties", "oozie.wf.application.path=x\na=1\nd.e=")
                    .build()))
        .isEmpty();
  }
}
