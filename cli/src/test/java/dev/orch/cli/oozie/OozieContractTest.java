package dev.orch.cli.oozie;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InvalidInputException;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.ComponentSpec;
import dev.orch.oozie.job.Authentication;
import dev.orch.oozie.job.Caller;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.job.StopPolicy;
import dev.orch.publisher.spec.ComponentYaml;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the publisher writes of {@code oozie:} is what the deployer of jobs reads: neither module
 * knows the other, only the keys of the canonical form.
 */
class OozieContractTest {
  private static ComponentSpec spec(String yaml) {
    return ComponentYaml.parse("jobs/component.yaml", yaml.getBytes(UTF_8)).spec();
  }

  private static OozieSettings settings(String yaml) {
    return OozieSettings.of(spec(yaml));
  }

  @Test
  void whatIsWrittenInTheYamlIsWhatTheSettingsSay() {
    OozieSettings settings =
        settings(
            """
            trigger: oozie
            oozie:
              url: https://oozie.example.org:11443/oozie
              user: etl
              auth: kerberos
              policy: leave
              drain-timeout: 90s
              properties:
                nameNode: "hdfs://nn:8020"
                oozie.use.system.libpath: true
                retries: 3
              ignore: ["nightly", "legacy-*"]
            """);

    assertThat(settings.url()).contains(URI.create("https://oozie.example.org:11443/oozie"));
    assertThat(settings.user()).contains("etl");
    assertThat(settings.caller("me")).isEqualTo(new Caller("etl", Authentication.KERBEROS));
    assertThat(settings.policy()).isEqualTo(StopPolicy.LEAVE);
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.properties())
        .isEqualTo(
            Map.of(
                "nameNode", "hdfs://nn:8020", "oozie.use.system.libpath", "true", "retries", "3"));
    assertThat(settings.ignores("nightly")).isTrue();
    assertThat(settings.ignores("nightly-2")).isFalse();
    assertThat(settings.ignores("legacy-2")).isTrue();
  }

  @Test
  void theTriggerAloneLeavesTheDefaults() {
    ComponentSpec spec = spec("trigger: oozie\n");
    OozieSettings settings = OozieSettings.of(spec);

    assertThat(spec.trigger()).isEqualTo(OozieSettings.TRIGGER);
    assertThat(settings.url()).isEmpty();
    assertThat(settings.user()).isEmpty();
    assertThat(settings.caller("me")).isEqualTo(new Caller("me", null));
    assertThat(settings.policy()).isEqualTo(StopPolicy.DRAIN);
    assertThat(settings.drainTimeout()).isEqualTo(OozieSettings.DEFAULT_DRAIN_TIMEOUT);
    assertThat(settings.properties()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(StopPolicy.class)
  void everyPolicyCanBeAskedFor(StopPolicy policy) {
    String yaml = "trigger: oozie\noozie: { policy: " + CanonicalName.of(policy) + " }\n";
    assertThat(settings(yaml).policy()).isEqualTo(policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {JobProperties.DIRECTORY, JobProperties.START, Marker.PROPERTY})
  void whatIsOrchsOwnToSetIsRefusedAmongTheCommonProperties(String name) {
    String yaml = "trigger: oozie\noozie: { properties: { " + name + ": x } }\n";
    assertThatThrownBy(() -> spec(yaml))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(name));
  }
}
