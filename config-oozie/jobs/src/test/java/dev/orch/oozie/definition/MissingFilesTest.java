package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.doing;
import static dev.orch.oozie.definition.Checked.job;
import static dev.orch.oozie.definition.Checked.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingFilesTest {
  private static List<String> coordinator(String appPath, String... more) {
    Trees trees =
        Trees.builder()
            .file("c/job.properties", "oozie.coord.application.path=x\nwf=${orchJobDir}/flows\n")
            .file(
                "c/coordinator.xml",
                """
                <coordinator-app name='c' frequency='60' start='a' end='b' timezone='UTC'
                    xmlns='uri:oozie:coordinator:0.4'>
                <action><workflow><app-path>
                PATH
                </app-path></workflow></action></coordinator-app>
                """
                    .replace("PATH", appPath));
    for (String path : more) {
      trees.file(path, path.endsWith("properties") ? "oozie.wf.application.path=x" : EMPTY);
    }
    return problems(trees.build());
  }

  private static final String EMPTY =
      "<workflow-app name='w' xmlns='uri:oozie:workflow:0.5'><start to='e'/><end name='e'/>"
          + "</workflow-app>";

  @Test
  void aCoordinatorsWorkflowIsAmongTheFilesOfItsJob() {
    assertThat(coordinator("${orchJobDir}"))
        .containsExactly(
            "c/coordinator.xml:3:19: expected a file \"c/workflow.xml\" among the job's own, found"
                + " none");
    assertThat(coordinator("${wf}/./daily//"))
        .containsExactly(
            "c/coordinator.xml:3:19: expected a file \"c/flows/daily/workflow.xml\" among the"
                + " job's own, found none");
    assertThat(coordinator("${orchJobDir}/flow.xml"))
        .containsExactly(
            "c/coordinator.xml:3:19: expected a file \"c/flow.xml\" among the job's own, found"
                + " none");

    assertThat(coordinator("${orchJobDir}", "c/workflow.xml")).isEmpty();
    assertThat(coordinator("${wf}/x/..", "c/flows/workflow.xml")).isEmpty();
    assertThat(coordinator("${orchJobDir}/flow.xml", "c/flow.xml")).isEmpty();
    assertThat(coordinator("${orchJobDir}/flow", "c/flow")).isEmpty();
  }

  @Test
  void filesOfAJobFurtherDownAreNotItsOwn() {
    assertThat(coordinator("${orchJobDir}/in", "c/in/workflow.xml", "c/in/job.properties"))
        .containsExactly(
            "c/coordinator.xml:3:19: expected a file \"c/in/workflow.xml\" among the job's own,"
                + " found it in the job c/in, which lies elsewhere");
  }

  @Test
  void whatLiesElsewhereOrCannotBeToldIsTakenForRight() {
    for (String path :
        List.of(
            "hdfs://nn/apps/x",
            "/apps/x",
            "x",
            "${orchJobDir}x",
            "${orchJobDir}/..",
            "${orchJobDir}/../../other/workflow.xml",
            "${coord:conf('x')}",
            "${orchJobDir}/${coord:user()}")) {
      assertThat(coordinator(path)).as(path).isEmpty();
    }
  }

  @Test
  void bundlesAndSubWorkflowsAreFollowed() {
    assertThat(
            problems(
                Trees.builder()
                    .file("b/job.properties", "oozie.bundle.application.path=x")
                    .file(
                        "b/bundle.xml",
                        """
                        <bundle-app name='b' xmlns='uri:oozie:bundle:0.2'>
                        <coordinator name='x'><app-path>${orchJobDir}/c</app-path></coordinator>
                        <coordinator name='x'><app-path>${orchJobDir}/d</app-path></coordinator>
                        </bundle-app>
                        """)
                    .file(
                        "b/c/coordinator.xml",
                        """
                        <coordinator-app name='c' frequency='60' start='a' end='b' timezone='UTC'
                            xmlns='uri:oozie:coordinator:0.4'>
                        <datasets><include>${orchJobDir}/sets.xml</include></datasets>
                        <action><workflow><app-path>${orchJobDir}/w</app-path></workflow></action>
                        </coordinator-app>
                        """)
                    .file(
                        "b/w/workflow.xml",
                        doing("<sub-workflow><app-path>${orchJobDir}</app-path></sub-workflow>"))
                    .build()))
        .containsExactly(
            "b/bundle.xml:3:1: a second coordinator has the name \"x\"",
            "b/bundle.xml:3:23: expected a file \"b/d/coordinator.xml\" among the job's own, found"
                + " none",
            "b/c/coordinator.xml:3:11: expected a file \"b/sets.xml\" among the job's own, found"
                + " none",
            "b/w/workflow.xml:4:15: expected a file \"b/workflow.xml\" among the job's own, found"
                + " none");
  }

  @Test
  void aCoordinatorKnowsTheDatasetsOfItsEvents() {
    assertThat(
            problems(
                Trees.builder()
                    .file("c/job.properties", "oozie.coord.application.path=x")
                    .file(
                        "c/coordinator.xml",
                        """
                        <coordinator-app name='c' frequency='60' start='a' end='b' timezone='UTC'
                            xmlns='uri:oozie:coordinator:0.4'>
                        <datasets><dataset name='a'/></datasets>
                        <input-events><data-in name='i' dataset='a'/></input-events>
                        <output-events><data-out name='o' dataset='A'/></output-events>
                        <action><workflow><app-path>x</app-path></workflow></action>
                        </coordinator-app>
                        """)
                    .build()))
        .containsExactly("c/coordinator.xml:5:16: there is no dataset \"A\" in this coordinator");
  }

  @Test
  void filesThatAnActionTakesWithItAreThere() {
    assertThat(
            problems(
                job(doing(
                        """
                        <pig>
                          <job-xml>site.xml</job-xml>
                          <script>count.pig</script>
                          <file>lib/a.jar,lib/b.jar#b.jar, ${orchJobDir}/c.jar</file>
                          <archive>lib/d.zip#d</archive>
                        </pig>
                        """))
                    .file("w/lib/a.jar", "jar")
                    .build()))
        .containsExactly(
            "w/workflow.xml:5:3: expected a file \"w/site.xml\" among the job's own, found none",
            "w/workflow.xml:6:3: expected a file \"w/count.pig\" among the job's own, found none",
            "w/workflow.xml:7:3: expected a file \"w/c.jar\" among the job's own, found none",
            "w/workflow.xml:7:3: expected a file \"w/lib/b.jar\" among the job's own, found none",
            "w/workflow.xml:8:3: expected a file \"w/lib/d.zip\" among the job's own, found none");
  }

  @Test
  void onlyWhatIsCertainToBeMissingIsTold() {
    for (String action :
        List.of(
            "<java><main-class>M</main-class><file>lib/*.jar</file></java>",
            "<java><main-class>M</main-class><file>/abs/x</file></java>",
            "<java><main-class>M</main-class><file>hdfs://nn/x#y</file></java>",
            "<java><main-class>M</main-class><file>${wf:conf('x')}/y</file></java>",
            "<java><main-class>M</main-class><file>lib</file></java>",
            "<pig><script>x.pig</script><file>/shared/y.pig#x.pig</file></pig>",
            "<shell xmlns='uri:oozie:shell-action:0.3'><exec>x.sh</exec></shell>",
            "<spark xmlns='uri:oozie:spark-action:0.1'><jar>x.jar</jar></spark>",
            "<copy xmlns='urn:custom'><file>x</file><script>y</script></copy>")) {
      assertThat(problems(job(doing(action)).file("w/lib/x", "x").build())).as(action).isEmpty();
    }
    assertThat(
            problems(
                job(doing(
                        "<spark xmlns='uri:oozie:spark-action:0.1'><jar>${orchJobDir}/x.jar</jar>"
                            + "</spark>"))
                    .build()))
        .hasSize(1);
  }
}
