package dev.orch.publisher.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.Canary;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.DriftPolicy;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.HealthCheck;
import dev.orch.model.component.Layout;
import dev.orch.model.component.Reaction;
import dev.orch.model.component.RolloutSpec;
import dev.orch.model.component.Share;
import dev.orch.model.instance.Labels;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentYamlTest {
  private static final String FILE = "file-mgr/component.yaml";

  private static ComponentDefinition parse(String yaml) {
    return ComponentYaml.parse(FILE, yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String yaml) {
    return problems(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(byte[] yaml) {
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> ComponentYaml.parse(FILE, yaml));
    assertThat(refused).as("expected problems").isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void everyKeyOfTheDesignIsRead() {
    ComponentDefinition definition =
        parse(
            """
            properties: ["etc/*.properties"]
            validate: { "**/*.xml.tmpl": false }
            layout: in-place
            on-change:
              - { paths: ["policy/**", "x"], do: reload }
              - { paths: ["docs/**"], do: nothing }
            trigger: command
            command: { stop: "bin/stop.sh", start: "bin/start.sh", reload: "r", timeout: 90s }
            drift: heal
            """);
    ComponentSpec spec = definition.spec();
    assertThat(spec.canonical())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("layout", "in-place"),
                Map.entry("on-change.000.paths.000", "policy/**"),
                Map.entry("on-change.000.paths.001", "x"),
                Map.entry("on-change.000.do", "reload"),
                Map.entry("on-change.001.paths.000", "docs/**"),
                Map.entry("on-change.001.do", "nothing"),
                Map.entry("trigger", "command"),
                Map.entry("command.stop", "bin/stop.sh"),
                Map.entry("command.start", "bin/start.sh"),
                Map.entry("command.reload", "r"),
                Map.entry("command.timeout", "PT1M30S"),
                Map.entry("drift", "heal")));
    assertThat(spec.layout()).isEqualTo(Layout.IN_PLACE);
    assertThat(spec.drift()).isEqualTo(DriftPolicy.HEAL);
    assertThat(spec.command().timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(spec.reactionTo(new ConfigPath("policy/core/a.xml"))).isEqualTo(Reaction.RELOAD);
    assertThat(definition.kindOf(new ConfigPath("etc/a.properties")))
        .isEqualTo(FileKind.PROPERTIES);
    assertThat(definition.kindOf(new ConfigPath("lib/a.properties")))
        .isEqualTo(FileKind.CONFIGURATION);
    assertThat(definition.expects(new ConfigPath("a/b.xml.tmpl")))
        .isEqualTo(new Expectation.Anything());
    assertThat(definition.expects(new ConfigPath("a/b.xml")))
        .isEqualTo(new Expectation.WellFormed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "\uFEFF# with a mark\n"})
  void withoutContentTheDefaultsHold(String yaml) {
    assertThat(parse(yaml)).isEqualTo(ComponentDefinition.DEFAULT);
  }

  @Test
  void howItIsWrittenDoesNotMatter() {
    ComponentSpec block =
        parse("command:\n  timeout: 1m\n  stop: bin/stop.sh\ndrift: heal\n").spec();
    ComponentSpec flow =
        parse("{drift: \"heal\", command: {stop: 'bin/stop.sh', timeout: 60s}}").spec();
    assertThat(flow).isEqualTo(block);
  }

  @Test
  void theFirstValidationRuleThatMatchesDecides() {
    ComponentDefinition definition =
        parse("validate:\n  \"a/keep.xml\": true\n  \"a/**\": false\n");
    assertThat(definition.expects(new ConfigPath("a/keep.xml")))
        .isEqualTo(new Expectation.WellFormed());
    assertThat(definition.expects(new ConfigPath("a/other.xml")))
        .isEqualTo(new Expectation.Anything());
  }

  @Test
  void filesCanBeExpectedToHaveAStructure() {
    ComponentDefinition definition =
        parse(
            """
            validate:
              "etc/*-site.xml": hadoop
              "policy/*.xml": { xsd: schema/policy.xsd }
              "old/*.xml": { dtd: schema/old.dtd }
            secrets: { "etc/example/**": false }
            validators:
              - bin/check.sh
              - { command: "xmllint --noout *.xml", timeout: 5s }
            """);
    assertThat(definition.expects(new ConfigPath("etc/core-site.xml")))
        .isEqualTo(new Expectation.HadoopConfiguration());
    assertThat(definition.expects(new ConfigPath("policy/a.xml")))
        .isEqualTo(new Expectation.ValidBySchema(new ConfigPath("schema/policy.xsd")));
    assertThat(definition.expects(new ConfigPath("old/a.xml")))
        .isEqualTo(new Expectation.ValidByDtd(new ConfigPath("schema/old.dtd")));
    assertThat(definition.mayHoldSecrets(new ConfigPath("etc/example/a.properties"))).isFalse();
    assertThat(definition.mayHoldSecrets(new ConfigPath("etc/a.properties"))).isTrue();
    assertThat(definition.validators())
        .containsExactly(
            new ValidatorCommand("bin/check.sh", ValidatorCommand.DEFAULT_TIMEOUT),
            new ValidatorCommand("xmllint --noout *.xml", Duration.ofSeconds(5)));
    assertThat(definition.spec())
        .as("what is checked is not published")
        .isEqualTo(ComponentSpec.DEFAULT);
  }

  @Test
  void everythingThatIsWrongWithChecksIsListedAtOnce() {
    assertThat(
            problems(
                """
                validate:
                  "a": { xsd: ../up.xsd }
                  "b": { xml: x }
                  "c": { xsd: a, dtd: b }
                secrets: { "a": maybe }
                validators: [ {timeout: 5s}, "" ]
                """))
        .hasSize(6);
  }

  @Test
  void aMisspeltKeyGetsASuggestionAtItsLineAndColumn() {
    assertThat(problems("drift: heal\ntriger: command\n"))
        .singleElement()
        .asString()
        .startsWith(FILE + ":2:1: unknown key \"triger\"")
        .endsWith("did you mean \"trigger\"?");
    assertThat(problems("command: { stopp: x }\n"))
        .singleElement()
        .asString()
        .startsWith(FILE + ":1:12: ")
        .contains("did you mean \"stop\"?");
  }

  @Test
  void everythingThatIsWrongIsListedAtOnce() {
    assertThat(
            problems(
                """
                layout: in_place
                drift: [heal]
                command: { timeout: 60, stop: }
                on-change:
                  - { paths: ["{a"], do: reboot }
                  - { do: reload }
                  - { paths: [] }
                properties: "etc/*"
                validate: { "*.xml": no }
                rollout: { canary: many }
                """))
        .anyMatch(it -> it.contains(":1:9: unknown layout \"in_place\""))
        .anyMatch(it -> it.contains(":2:8: drift: expected text, found a list"))
        .anyMatch(it -> it.contains(":3:21: command.timeout: expected a duration"))
        .anyMatch(it -> it.contains("command.stop: expected text, found nothing"))
        .anyMatch(it -> it.contains(":5:15: paths: pattern \"{a\": '{' is never closed"))
        .anyMatch(it -> it.contains("unknown do \"reboot\""))
        .anyMatch(it -> it.contains(":6:5: on-change: expected a key 'paths'"))
        .anyMatch(it -> it.contains("expected at least one pattern"))
        .anyMatch(it -> it.contains(":7:5: on-change: expected a key 'do'"))
        .anyMatch(it -> it.contains(":8:13: properties: expected a list"))
        .anyMatch(
            it ->
                it.contains(
                    ":9:22: validate: expected true, false, hadoop, {xsd: PATH} or {dtd: PATH}, found \"no\""))
        .anyMatch(it -> it.contains(":10:20: rollout.canary: expected a number of instances"))
        .hasSize(12);
  }

  @Test
  void aTriggerOfAPluginIsTakenByItsDotAndASlipInOneOfOrchsIsNot() {
    assertThat(parse("trigger: acme.flink-2\n").spec().trigger()).isEqualTo("acme.flink-2");
    assertThat(problems("trigger: comand\n"))
        .singleElement()
        .asString()
        .contains(
            "expected one of command, process, oozie, none",
            "did you mean \"command\"",
            "has a dot");
    for (String wrong : List.of("acme.", ".flink", "Acme.flink", "acme..flink", "acme.fl ink")) {
      assertThat(problems("trigger: '" + wrong + "'\n")).as(wrong).hasSize(1);
    }
    assertThat(problems("trigger: a." + "b".repeat(99) + "\n")).hasSize(1);
  }

  @Test
  void aRolloutSaysHowManyGoAtATimeAndWhoFirst() {
    assertThat(
            parse(
                    """
                    rollout: { maxUnavailable: 10%, canary: 1, bake: 30s, maxFailures: 2 }
                    """)
                .spec()
                .rollout())
        .contains(
            new RolloutSpec(
                new Share(10, true), new Canary.Some(Share.of(1)), Duration.ofSeconds(30), 2));
    assertThat(
            parse("rollout: { canary: { labels: { rack: a, io.x/y: b } } }".replace("/", "-"))
                .spec()
                .rollout())
        .map(RolloutSpec::canary)
        .contains(new Canary.Labelled(Labels.parse(List.of("rack=a", "io.x-y=b"))));
    assertThat(parse("rollout: { maxUnavailable: 2 }").spec().rollout())
        .map(RolloutSpec::canary)
        .contains(Canary.NONE);
    assertThat(parse("rollout: { healthCheck: { tcp: 'localhost:1' } }").spec().rollout())
        .isEmpty();
  }

  @Test
  void whatIsWrongWithARolloutIsSaid() {
    assertThat(problems("rollout: { maxUnavailable: 0, canary: 200%, maxFailures: -1 }"))
        .anyMatch(it -> it.contains("rollout.maxUnavailable: expected 1 or more"))
        .anyMatch(it -> it.contains("rollout.canary: expected a number of instances"))
        .anyMatch(it -> it.contains("rollout.maxFailures: expected a number from 0"))
        .hasSize(3);
    assertThat(problems("rollout: { bake: 30s, maxFailures: 1 }"))
        .anyMatch(it -> it.contains("give canary as well"))
        .anyMatch(it -> it.contains("give maxUnavailable or canary as well"))
        .hasSize(2);
    assertThat(problems("rollout: { canary: { labels: { rack: '?' } } }"))
        .singleElement()
        .asString()
        .contains("expected KEY=VALUE");
    assertThat(problems("rollout: { maxUnavailabel: 1 }"))
        .singleElement()
        .asString()
        .contains("did you mean \"maxUnavailable\"");
  }

  @Test
  void aHealthCheckIsACommandAUrlOrAPortWithItsTimes() {
    assertThat(
            parse(
                    """
                    rollout:
                      healthCheck: { http: "http://localhost:8080/up", interval: 500ms, successes: 3, deadline: 2m }
                    """)
                .spec()
                .healthCheck())
        .contains(
            new HealthCheck(
                HealthCheck.Probe.Http.parse("http://localhost:8080/up"),
                Duration.ofMillis(500),
                3,
                Duration.ofMinutes(2)));
    assertThat(parse("rollout: { healthCheck: { tcp: 'localhost:9000' } }").spec().healthCheck())
        .contains(
            new HealthCheck(
                new HealthCheck.Probe.Tcp("localhost", 9000),
                HealthCheck.DEFAULT_INTERVAL,
                1,
                HealthCheck.DEFAULT_DEADLINE));
    assertThat(parse("rollout: { healthCheck: { command: bin/up.sh } }").spec().healthCheck())
        .map(HealthCheck::probe)
        .contains(new HealthCheck.Probe.Command("bin/up.sh"));
    assertThat(parse("rollout: {}").spec().healthCheck()).isEmpty();
  }

  @Test
  void whatIsWrongWithAHealthCheckIsSaid() {
    assertThat(
            problems(
                """
                rollout:
                  healthCheck:
                    tcp: localhost
                    http: ftp://x/
                    interval: 0s
                    successes: none
                    deadlin: 1s
                """))
        .anyMatch(
            it -> it.contains(":3:5: rollout.healthCheck: expected one of command, http, tcp"))
        .anyMatch(it -> it.contains("healthCheck.tcp: expected a host and a port"))
        .anyMatch(it -> it.contains("healthCheck.http: expected a URL"))
        .anyMatch(it -> it.contains("healthCheck.interval: expected more than 0"))
        .anyMatch(it -> it.contains("healthCheck.successes: expected a number from 1 to 1000"))
        .anyMatch(it -> it.contains("did you mean \"deadline\""))
        .hasSize(6);
    assertThat(problems("rollout: { healthCheck: { interval: 2s } }"))
        .singleElement()
        .asString()
        .contains("found none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in-place", "versioned"})
  void bothLayoutsAreTaken(String layout) {
    assertThat(parse("layout: " + layout).spec().canonical()).containsEntry("layout", layout);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "60s,PT1M",
    "2m,PT2M",
    "1h,PT1H",
    "PT1M30S,PT1M30S",
  })
  void durationsHaveUnits(String written, String canonical) {
    assertThat(parse("command: { timeout: " + written + " }").spec().canonical())
        .containsEntry("command.timeout", canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1s", "60", "1 week", "25h", "999999999999d", "''", "[1s]"})
  void aDurationThatIsNoneIsRefused(String written) {
    assertThat(problems("command: { timeout: " + written + " }")).hasSize(1);
  }

  @Test
  void textThatCannotBeStoredIsRefused() {
    assertThat(problems("command: { stop: \"\\uD83D\\uDE00\", start: \"a\\uD800\" }"))
        .singleElement()
        .asString()
        .contains("start: expected text, found half of a surrogate pair");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThat(problems("drift: heal\ndrift: report\n"))
        .containsExactly(FILE + ":2:1: key \"drift\" is given twice");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(problems("drift: heal\n---\ndrift: report\n"))
        .singleElement()
        .asString()
        .contains(":2:1: expected one document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drift: [heal\n",
        "\tdrift: heal\n",
        "drift: 'heal\n",
        "drift: @x\n",
        "a: b: c\n",
        "*a",
        "!-%1E"
      })
  void whatIsNotYamlIsRefusedWithItsPlace(String yaml) {
    assertThat(problems(yaml)).singleElement().asString().startsWith(FILE + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just text", "[a, b]", "42", "!!java.lang.Object {}", "? [a]\n: b"})
  void whatIsNoMappingOfTextIsRefused(String yaml) {
    assertThat(problems(yaml)).isNotEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThat(problems(new byte[] {'a', ':', ' ', (byte) 0xE4}))
        .containsExactly(FILE + ": expected UTF-8, found bytes that are not");
  }

  @Test
  void bombsOfAliasesEndAtTheirBounds() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      laughs.append("a" + i + ": &a" + i + " [");
      laughs.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
    }
    assertThat(problems(laughs.toString())).singleElement().asString().contains("aliases");
    assertThat(problems("on-change: &a [*a]\n")).isNotEmpty();
    String rule = "on-change:\n  - &r { paths: [" + "a, ".repeat(50) + "a], do: reload }\n";
    assertThat(problems(rule + "  - *r\n".repeat(90)))
        .anyMatch(it -> it.contains("at most 1000 patterns in all"));
  }

  @Test
  void depthAndSizeAreBounded() {
    assertThat(problems("[".repeat(30_000)))
        .singleElement()
        .asString()
        .contains("nested deeper than 16");
    assertThat(problems("a: b\n".repeat(20_000)))
        .singleElement()
        .asString()
        .contains("at most 65536 bytes");
    assertThat(problems("[" + "a,".repeat(20_000) + "]"))
        .singleElement()
        .asString()
        .contains("more than 10000 values");
  }

  @Test
  void anAliasMayBeUsed() {
    assertThat(
            parse("on-change:\n  - { paths: &p [a], do: reload }\n  - { paths: *p, do: nothing }\n")
                .spec()
                .canonical())
        .containsEntry("on-change.001.paths.000", "a");
  }
}
