package dev.orch.publisher.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.DriftPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OozieKeysTest {
  private static final String FILE = "jobs/component.yaml";

  private static Map<String, String> canonical(String yaml) {
    return ComponentYaml.parse(FILE, yaml.getBytes(StandardCharsets.UTF_8)).spec().canonical();
  }

  private static List<String> problems(String yaml) {
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> canonical(yaml));
    assertThat(refused).as("expected problems of %s", yaml).isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void theRoleOfAClusterIsATimeAndAListOfJobs() {
    assertThat(
            canonical(
                block(
                    "mode: secondary, since: 2026-01-31T09:00+01:00, outside-effects: [export,"
                        + " 'mail/*']")))
        .containsEntry("oozie.mode", "secondary")
        .containsEntry("oozie.since", "2026-01-31T08:00:00Z")
        .containsEntry("oozie.outside-effects.000", "export")
        .containsEntry("oozie.outside-effects.001", "mail/*");
  }

  @Test
  void aRoleWithoutItsTimeIsRefused() {
    assertThat(problems(block("mode: secondary")))
        .singleElement()
        .asString()
        .contains("expected mode and since together, found one of them");
    assertThat(problems(block("since: 2026-01-31T08:00Z"))).hasSize(1);
    assertThat(problems(block("mode: third, since: tomorrow, outside-effects: ['*x']")))
        .satisfiesExactlyInAnyOrder(
            mode -> assertThat(mode).contains("primary", "secondary", "third"),
            since -> assertThat(since).contains("such as 2026-01-31T08:00Z, found", "tomorrow"),
            names -> assertThat(names).contains("an asterisk at the end only"));
  }

  private static String block(String entries) {
    return "trigger: oozie\noozie: { " + entries + " }\n";
  }

  @Test
  void everyKeyIsReadIntoTheCanonicalForm() {
    assertThat(
            canonical(
                """
                trigger: oozie
                oozie:
                  url: http://oozie.example.org:11000/oozie
                  user: etl
                  auth: kerberos
                  policy: kill
                  drain-timeout: 90m
                  properties: { nameNode: "hdfs://nn:8020", queue: default }
                  ignore: ["nightly", "legacy-*", "a name, with more"]
                """))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("trigger", "oozie"),
                Map.entry("oozie.url", "http://oozie.example.org:11000/oozie"),
                Map.entry("oozie.user", "etl"),
                Map.entry("oozie.auth", "kerberos"),
                Map.entry("oozie.policy", "kill"),
                Map.entry("oozie.drain-timeout", "PT1H30M"),
                Map.entry("oozie.properties.nameNode", "hdfs://nn:8020"),
                Map.entry("oozie.properties.queue", "default"),
                Map.entry("oozie.ignore.000", "nightly"),
                Map.entry("oozie.ignore.001", "legacy-*"),
                Map.entry("oozie.ignore.002", "a name, with more")));
  }

  @Test
  void theTriggerAloneWillDoAndDefaultsWrittenOutAreKept() {
    assertThat(canonical("trigger: oozie\n")).isEqualTo(Map.of("trigger", "oozie"));
    assertThat(canonical(block(""))).isEqualTo(Map.of("trigger", "oozie"));
    assertThat(canonical(block("policy: drain, drain-timeout: 30m")))
        .containsEntry("oozie.policy", "drain")
        .containsEntry("oozie.drain-timeout", "PT30M");
  }

  @Test
  void propertiesAreAnyScalarsAsWrittenAndNamesAreLeftWhole() {
    assertThat(
            canonical(
                """
                trigger: oozie
                oozie:
                  properties:
                    retries: 03
                    ratio: 1.50
                    oozie.use.system.libpath: true
                    empty: ""
                    "007": x
                """))
        .containsEntry("oozie.properties.retries", "03")
        .containsEntry("oozie.properties.ratio", "1.50")
        .containsEntry("oozie.properties.oozie.use.system.libpath", "true")
        .containsEntry("oozie.properties.empty", "")
        .containsEntry("oozie.properties.007", "x");
  }

  @Test
  void everythingThatIsWrongIsListedAtOnceWithItsPlace() {
    assertThat(
            problems(
                """
                trigger: oozie
                oozie:
                  usr: etl
                  user: "a b"
                  auth: kerberso
                  policy: drian
                  drain-timeout: 0s
                  properties:
                    queue: [a]
                    none:
                    orchJobDir: /x
                    orchStart: now
                    orch.job: me
                    "a b": c
                    "a=b": c
                  ignore: ["*-legacy", "a", 5]
                """))
        .satisfiesExactlyInAnyOrder(
            it ->
                assertThat(it)
                    .startsWith(FILE + ":3:3: unknown key \"usr\": expected one of url, user")
                    .endsWith("did you mean \"user\"?"),
            it -> assertThat(it).startsWith(FILE + ":4:9: oozie.user: expected a name without"),
            it ->
                assertThat(it)
                    .startsWith(FILE + ":5:9: unknown oozie.auth \"kerberso\"")
                    .endsWith("did you mean \"kerberos\"?"),
            it ->
                assertThat(it)
                    .startsWith(FILE + ":6:11: unknown oozie.policy \"drian\"")
                    .endsWith("did you mean \"drain\"?"),
            it ->
                assertThat(it).startsWith(FILE + ":7:18: oozie.drain-timeout: expected more than"),
            it ->
                assertThat(it)
                    .isEqualTo(
                        FILE
                            + ":9:12: oozie.properties.\"queue\": expected text, a number, true or"
                            + " false, found a list"),
            it -> assertThat(it).startsWith(FILE + ":10:10: ").endsWith("found nothing"),
            it -> assertThat(it).startsWith(FILE + ":11:5: ").endsWith("is orch's own to set"),
            it -> assertThat(it).startsWith(FILE + ":12:5: ").endsWith("is orch's own to set"),
            it -> assertThat(it).startsWith(FILE + ":13:5: ").endsWith("is orch's own to set"),
            it -> assertThat(it).startsWith(FILE + ":14:5: oozie.properties: expected names of"),
            it -> assertThat(it).startsWith(FILE + ":15:5: oozie.properties: expected names of"),
            it -> assertThat(it).startsWith(FILE + ":16:12: oozie.ignore: expected an asterisk"),
            it -> assertThat(it).startsWith(FILE + ":16:29: oozie.ignore: expected text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://oozie.example.org:11000/oozie",
        "https://oozie/oozie/",
        "HTTP://127.0.0.1:1",
        "http://[::1]:11000/oozie"
      })
  void anAddressIsHttpAndAHost(String url) {
    assertThat(canonical(block("url: '" + url + "'"))).containsEntry("oozie.url", url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oozie.example.org:11000",
        "ftp://oozie/oozie",
        "http:///oozie",
        "http:oozie",
        "http://me:secret@oozie/oozie",
        "http://oozie/oozie?user.name=me",
        "http://oozie/oozie#here",
        "http://oozie:65536/oozie",
        "http://oozie/a b",
        "/oozie"
      })
  void anotherAddressIsRefused(String url) {
    assertThat(problems(block("url: '" + url + "'")))
        .singleElement()
        .asString()
        .startsWith(FILE + ":2:15: oozie.url: expected http or https, a host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "trigger: command\n", "trigger: none\n", "trigger: acme.oozie\n"})
  void theBlockWithoutItsTriggerIsRefused(String trigger) {
    assertThat(problems(trigger + "oozie: { user: etl, polciy: kill }\n"))
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).contains("oozie: is for components with trigger: oozie"),
            it -> assertThat(it).contains("did you mean \"policy\"?"));
  }

  @Test
  void aMisspeltTriggerIsNoReasonToDoubtTheBlock() {
    assertThat(problems("trigger: ozie\noozie: { user: etl }\n"))
        .singleElement()
        .asString()
        .contains("did you mean \"oozie\"?");
  }

  @Test
  void keysOfProgramsAreRefusedAndDriftIsNot() {
    assertThat(
            problems(
                """
                trigger: oozie
                command: { stop: x }
                layout: versioned
                on-change: [{ paths: [a], do: nothing }]
                """))
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).startsWith(FILE + ":2:10: command means nothing with trigger"),
            it -> assertThat(it).startsWith(FILE + ":3:9: layout means nothing with trigger"),
            it -> assertThat(it).startsWith(FILE + ":4:12: on-change means nothing with trigger"));
    assertThat(
            ComponentYaml.parse(
                    FILE, "trigger: oozie\ndrift: heal\n".getBytes(StandardCharsets.UTF_8))
                .spec()
                .drift())
        .isEqualTo(DriftPolicy.HEAL);
  }
}
