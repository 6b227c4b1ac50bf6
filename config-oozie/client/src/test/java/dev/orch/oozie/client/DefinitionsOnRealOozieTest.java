package dev.orch.oozie.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.definition.DefinitionChecks;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before it is published is what Oozie refuses, and nothing else. */
class DefinitionsOnRealOozieTest {
  private static final String ACTION =
      "<action name='%s'><fs><delete path='/x'/></fs><ok to='%s'/><error to='%s'/></action>";

  private final OozieProcess oozie = OozieProcess.shared();
  private final OozieServer server = OozieConnection.of(URI.create(oozie.url()), "judge").open();

  private static final OozieSchemas SCHEMAS = new OozieSchemas();

  private static String action(String name, String ok, String error) {
    return ACTION.formatted(name, ok, error);
  }

  private static String workflow(String nodes) {
    return ("<workflow-app name='w' xmlns='uri:oozie:workflow:0.5'>%s"
            + "<kill name='fail'><message>m</message></kill><end name='end'/></workflow-app>")
        .formatted(nodes);
  }

  private static String doing(String what) {
    return workflow(
        "<start to='a'/><action name='a'>" + what + "<ok to='end'/><error to='fail'/></action>");
  }

  private static List<Problem> problems(String kind, String file, String definition)
      throws IOException, InterruptedException {
    FileTree tree =
        Trees.of(
            "job.properties",
            "oozie." + kind + ".application.path=x\np=1\ndir=/x",
            file,
            definition);
    return DefinitionChecks.problems(JobSet.read(tree), tree, path -> true, SCHEMAS);
  }

  /** What Oozie says against it; empty if nothing. */
  private String refusal(String kind, String file, String definition) throws IOException {
    Path directory = Files.createTempDirectory(oozie.directory(), "judged");
    Files.writeString(directory.resolve("any.xml"), doing("<fs/>"), UTF_8);
    Path written = Files.writeString(directory.resolve(file), definition, UTF_8);
    Map<String, String> properties = new HashMap<>();
    properties.put("oozie." + kind + ".application.path", "file://" + written);
    properties.put("p", "1");
    properties.put("dir", "file://" + directory);
    try {
      server.dryRun(properties);
      return "";
    } catch (OozieRejectedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void judged(String kind, String file, String definition, String code) throws Exception {
    List<Problem> problems = problems(kind, file, definition);
    String refusal = refusal(kind, file, definition);
    assertThat(problems.isEmpty()).as("%s: %s", definition, problems).isEqualTo(code.isEmpty());
    assertThat(refusal).as(definition).contains(code);
    assertThat(refusal.isEmpty()).as("%s: %s", definition, refusal).isEqualTo(code.isEmpty());
  }

  private void workflowIsJudged(String definition, String code) throws Exception {
    judged("wf", "workflow.xml", definition, code);
  }

  @Test
  void transitionsAreJudgedTheSame() throws Exception {
    workflowIsJudged(workflow("<start to='a'/>" + action("a", "end", "fail")), "");
    workflowIsJudged(workflow("<start to='a'/>" + action("a", "b", "fail")), "E0708");
    workflowIsJudged(workflow("<start to='b'/>"), "E0708");
    workflowIsJudged(
        workflow("<start to='a'/>" + action("a", "b", "fail") + action("b", "a", "fail")), "E0707");
    workflowIsJudged(
        workflow("<start to='a'/>" + action("a", "end", "end") + action("a", "end", "end")),
        "E0705");
    workflowIsJudged(
        "<workflow-app name='w' xmlns='uri:oozie:workflow:0.6'><start to='e'/><end name='e'/>"
            + "</workflow-app>",
        "E0701");
  }

  @Test
  void anActionThatNothingLeadsToIsRefusedHereOnly() throws Exception {
    String definition = workflow("<start to='end'/>" + action("a", "end", "fail"));

    assertThat(problems("wf", "workflow.xml", definition)).hasSize(1);
    assertThat(refusal("wf", "workflow.xml", definition)).isEmpty();
  }

  @Test
  void forksAreJudgedTheSame() throws Exception {
    String fork = "<start to='s'/><fork name='s'><path start='a'/><path start='b'/></fork>";
    String join = "<join name='j' to='end'/>";
    workflowIsJudged(workflow(fork + action("a", "j", "fail") + action("b", "j", "j") + join), "");
    workflowIsJudged(
        workflow(fork + action("a", "j", "fail") + action("b", "end", "fail") + join), "E0737");
    workflowIsJudged(
        workflow(
            fork
                + action("a", "j", "fail")
                + action("b", "k", "fail")
                + join
                + "<join name='k' to='end'/>"),
        "E0730");
    workflowIsJudged(
        workflow(
            fork
                + action("a", "c", "fail")
                + action("b", "c", "fail")
                + action("c", "j", "fail")
                + join),
        "E0743");
    workflowIsJudged(workflow("<start to='j'/>" + join), "E0730");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${p}",
        "${ p }",
        "${wf:conf('x')}",
        "${KB}",
        "${concat('${q}', p)}",
        "${'$'}{q}",
        "${p eq 1 and true}",
        "${YEAR}",
        "${MAP_IN}",
        "${GROUPS}"
      })
  void variablesThatHaveAValueAreTakenByBoth(String expression) throws Exception {
    boolean ofCoordinators = expression.equals("${YEAR}");
    String definition = doing("<fs><delete path=\"/x" + expression + "\"/></fs>");

    assertThat(problems("wf", "workflow.xml", definition)).isEmpty();
    assertThat(refusal("wf", "workflow.xml", definition).isEmpty()).isNotEqualTo(ofCoordinators);
  }

  @Test
  void variablesWithoutAValueAreRefusedByBoth() throws Exception {
    workflowIsJudged(doing("<fs><delete path='/x${q}'/></fs>"), "[q]");
    workflowIsJudged(
        doing("<fs/>")
            .replace(
                "<start", "<parameters><property><name>q</name></property></parameters><start"),
        "E0738");
    workflowIsJudged(
        doing("<fs><delete path='/${q}'/></fs>")
            .replace(
                "<start",
                "<parameters><property><name>q</name><value>${p}</value></property></parameters>"
                    + "<start"),
        "");
  }

  @Test
  void coordinatorsAreJudgedTheSame() throws Exception {
    String sound =
        """
        <coordinator-app name='c' frequency='${coord:days(p)}' start='2035-01-01T00:00Z'
            end='2036-01-01T00:00Z' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
          <!-- ${comment} -->
          <datasets>
            <dataset name='d' frequency='60' initial-instance='2020-01-01T00:00Z' timezone='UTC'>
              <uri-template>file:///x/${YEAR}/${MONTH}</uri-template>
            </dataset>
          </datasets>
          <input-events>
            <data-in name='i' dataset='d'><instance>${coord:current(0)}</instance></data-in>
          </input-events>
          <action><workflow><app-path>${dir}/any.xml</app-path><configuration>
            <property><name>in</name><value>${coord:dataIn('i')}${p}</value></property>
          </configuration></workflow></action>
        </coordinator-app>
        """;
    for (Map.Entry<String, String> one :
        Map.of(
                sound,
                "",
                sound.replace("'i')}${p}", "'i')}${q}"),
                "E1004",
                sound.replace("any", "${q}"),
                "E1004",
                sound.replace("dataset='d'", "dataset='D'"),
                "undefined dataset",
                sound.replace("initial-instance", "initial"),
                "E0701")
            .entrySet()) {
      judged("coord", "coordinator.xml", one.getKey(), one.getValue());
    }
  }
}
