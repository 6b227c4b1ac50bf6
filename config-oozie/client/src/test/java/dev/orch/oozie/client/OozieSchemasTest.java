package dev.orch.oozie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.definition.DefinitionChecks;
import dev.orch.oozie.definition.DefinitionSchemas;
import dev.orch.oozie.definition.SchemaViolation;
import dev.orch.oozie.definition.SoundJobs;
import dev.orch.oozie.job.JobSet;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OozieSchemasTest {
  private static final OozieSchemas SCHEMAS = new OozieSchemas();

  private static List<SchemaViolation> violations(String definition) {
    return SCHEMAS.violations(definition);
  }

  private static String workflow(String namespace, String nodes) {
    return "<workflow-app name='w' xmlns='%s'>\n%s\n</workflow-app>".formatted(namespace, nodes);
  }

  private static String doing(String what) {
    return workflow(
        "uri:oozie:workflow:0.5",
        "<start to='a'/>\n<action name='a'>\n"
            + what
            + "\n<ok to='e'/><error to='e'/></action><end name='e'/>");
  }

  @Test
  void areFoundAsThoseOfOozie() {
    assertThat(ServiceLoader.load(DefinitionSchemas.class).findFirst())
        .containsInstanceOf(OozieSchemas.class);
  }

  @Test
  void soundDefinitionsAreValid() throws Exception {
    FileTree tree = SoundJobs.all().build();

    assertThat(DefinitionChecks.problems(JobSet.read(tree), tree, path -> true, SCHEMAS)).isEmpty();
  }

  @Test
  void eachBreachIsToldWithItsPlace() {
    assertThat(
            violations(
                workflow(
                    "uri:oozie:workflow:0.5",
                    """
                    <start to='a'/>
                    <action name='a'>
                      <fs><delet path='x'/></fs>
                      <ok to='e'/>
                    </action>
                    <end/>
                    """)))
        .satisfiesExactly(
            it -> assertThat(it).extracting("line", "column").containsExactly(4, 24),
            it -> assertThat(it).extracting("line").isEqualTo(6),
            it -> assertThat(it).extracting("line").isEqualTo(7));
  }

  @Test
  void anActionOfAnotherNamespaceMayBeKnownToTheServer() {
    assertThat(violations(doing("<x xmlns='urn:custom'><y to='1'>z</y></x>"))).isEmpty();
    assertThat(violations(doing("<shell xmlns='uri:oozie:shell-action:9.9'><y/></shell>")))
        .isEmpty();
    assertThat(violations(doing("<shel xmlns='uri:oozie:shell-action:0.3'><exec>x</exec></shel>")))
        .singleElement()
        .asString()
        .contains("shel");
    assertThat(violations(doing("<shell xmlns='uri:oozie:shell-action:0.3'><cmd/></shell>")))
        .singleElement()
        .asString()
        .contains("cmd");
  }

  @Test
  void aDefinitionIsOfANamespaceThatOozieKnows() {
    String rest = "<start to='e'/><end name='e'/>";
    assertThat(violations("<workflow-app name='w'>" + rest + "</workflow-app>"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.what())
                    .startsWith("expected one of the namespaces [uri:oozie:workflow:0.1, ")
                    .endsWith("uri:oozie:workflow:1.0] for the element workflow-app, found none"));
    assertThat(violations(workflow("uri:oozie:workflow:0.6", rest)))
        .singleElement()
        .satisfies(it -> assertThat(it.what()).endsWith("found uri:oozie:workflow:0.6"));
    assertThat(violations(workflow("uri:oozie:coordinator:0.4", rest))).hasSize(1);
  }

  @Test
  void variablesAreWhatOozieValidatesThemAs() {
    // Oozie validates before it replaces variables, so one for a Boolean is an error there too.
    assertThat(violations(doing("<fs><delete path='${x}' skip-trash='${y}'/></fs>")))
        .isNotEmpty()
        .allMatch(it -> it.what().contains("${y}"));
  }

  @Test
  void aLongNameThatIsNotAllowedTakesNoTime() {
    String name = "transform-all-of-the-daily-transactions-of-each-customer.v2";
    Duration limit = Duration.ofSeconds(20);

    assertThat(
            assertTimeoutPreemptively(
                limit,
                () ->
                    violations(
                        workflow(
                            "uri:oozie:workflow:1.0",
                            "<start to='" + name + "'/><end name='" + name + "'/>"))))
        .isNotEmpty()
        .allMatch(it -> it.what().contains(name) || it.what().contains("'to'"));
  }

  @Test
  void namesAreThoseThatOozieAllows() {
    for (String name : List.of("a", "_", "a-b_C9", "-a", "9", "a.b", "a b", "", "ä")) {
      boolean legal = name.matches("([a-zA-Z_]([\\-_a-zA-Z0-9])*){1,39}");
      assertThat(
              violations(
                      workflow(
                          "uri:oozie:workflow:0.1",
                          "<start to='" + name + "'/><end name='" + name + "'/>"))
                  .isEmpty())
          .as(name)
          .isEqualTo(legal);
    }
    assertThat(
            violations(
                """
                <coordinator-app name='c' frequency='1' start='a' end='b' timezone='UTC'
                    xmlns='uri:oozie:coordinator:0.1'>
                <datasets><dataset name='_a' frequency='1' initial-instance='a' timezone='UTC'>
                <uri-template>x</uri-template></dataset></datasets>
                <action><workflow><app-path>x</app-path></workflow></action></coordinator-app>
                """))
        .as("no underscore begins the name of a dataset")
        .isNotEmpty();
  }

  @Test
  void noMoreThanTwentyAreTold() {
    assertThat(violations(doing("<fs>" + "<x/>".repeat(5) + "<mkdir/>".repeat(50) + "</fs>")))
        .hasSizeBetween(1, 20);
  }
}
