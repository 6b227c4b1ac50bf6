package dev.orch.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsBeforePublishingTest {
  private static final String COORDINATOR =
      """
      <coordinator-app name='nightly' frequency='${coord:days(1)}' start='2035-01-01T00:00Z'
          end='${end}' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
        <controls><concurency>1</concurency></controls>
        <action><workflow><app-path>${orchJobDir}</app-path></workflow></action>
      </coordinator-app>
      """;
  private static final String WORKFLOW =
      """
      <workflow-app name='nightly' xmlns='uri:oozie:workflow:0.5'>
        <start to='load'/>
        <action name='load'>
          <pig><script>load.pig</script></pig>
          <ok to='lod'/>
          <error to='end'/>
        </action>
        <end name='end'/>
      </workflow-app>
      """;

  @TempDir Path dir;
  private final Site site = new Site();
  private final Orch orch = site.orch("weather");
  private DiskTree tree = new DiskTree(Path.of(""));

  @BeforeEach
  void component() {
    tree =
        new DiskTree(dir)
            .file("jobs/component.yaml", "trigger: oozie\n")
            .file("jobs/nightly/job.properties", "oozie.coord.application.path=x\n")
            .file("jobs/nightly/coordinator.xml", COORDINATOR)
            .file("jobs/nightly/workflow.xml", WORKFLOW);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void whatOozieWouldRefuseIsRefused() {
    for (List<String> command :
        List.of(
            List.of("plan", tree.path()),
            List.of("publish", tree.path()),
            List.of("publish", "--dry-run", tree.path()),
            List.of("apply", tree.path() + "/jobs", "--home", tree.path() + "/home"))) {
      Result result = orch.run(command.toArray(String[]::new));

      assertThat(result.exit()).as("%s: %s", command, result).isEqualTo(2);
      assertThat(result.err())
          .contains(
              "nightly/coordinator.xml:2:10: the variable end has no value",
              "nightly/coordinator.xml:3:13: invalid XML: ",
              "nightly/workflow.xml:4:10: expected a file \"nightly/load.pig\" among the job's own",
              "nightly/workflow.xml:5:5: the action \"load\" leads to \"lod\", which is no node");
    }
  }

  @Test
  void filesThatAreLeftOutAreTakenForRight() {
    tree.file("jobs/component.yaml", "trigger: oozie\nvalidate: { 'nightly/*.xml': false }\n");

    Result result = orch.run("publish", tree.path());

    assertThat(result.exit()).as(result.toString()).isZero();
  }
}
