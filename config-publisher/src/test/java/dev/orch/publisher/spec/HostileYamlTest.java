package dev.orch.publisher.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileYamlTest {
  static final String SOUND =
      """
      properties: ["etc/*.properties"]
      validate: { "**/*.xml.tmpl": false }
      layout: in-place
      on-change:
        - { paths: ["policy/**", &a "b/{c,d}"], do: reload }
        - paths: [*a]
          do: nothing
      trigger: command
      command: { stop: "bin/stop.sh", start: 'bin/start.sh', reload: r, timeout: 60s }
      drift: heal
      """;

  static final String SOUND_FOR_OOZIE =
      """
      trigger: oozie
      oozie:
        url: "http://oozie.example.org:11000/oozie"
        user: etl
        policy: leave
        drain-timeout: 2h
        properties: { nameNode: 'hdfs://nn:8020', oozie.libpath: x, retries: 3, "000": "" }
        ignore: [nightly, "legacy-*"]
      """;

  private static final ParserTrial TRIAL =
      new ParserTrial("component.yaml", "file-mgr/component.yaml", document -> parse(document));

  private static ComponentDefinition parse(byte[] document) {
    return ComponentYaml.parse("file-mgr/component.yaml", document);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aComponentYamlIsReadOrRefusedByItsPlace() {
    assertThat(parse(utf8(SOUND)).spec().onChange()).hasSize(2);
    assertThat(parse(utf8(SOUND_FOR_OOZIE)).spec().trigger()).isEqualTo("oozie");
    int documents = Trials.of(5_000);
    TRIAL.run(20261125, documents, utf8(SOUND), utf8(SOUND_FOR_OOZIE), utf8("trigger: process\n"));
    assertThat(TRIAL.refused()).isGreaterThan(documents / 2);
  }

  @Test
  void bombsAreRefusedBeforeTheyGoOff() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      aliases.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
    }
    ParserTrial trial = new ParserTrial("bombs", "file-mgr/component.yaml", HostileYamlTest::parse);
    trial.tryOne(utf8(aliases.toString()));
    trial.tryOne(utf8("drift: &a [*a]"));
    trial.tryOne(utf8("&a {drift: *a}"));
    trial.tryOne(utf8("on-change: " + "[".repeat(60_000)));
    trial.tryOne(utf8("- ".repeat(30_000)));
    trial.tryOne(utf8("? ".repeat(30_000)));
    trial.tryOne(utf8("drift: " + "x".repeat(200_000)));
    trial.tryOne(utf8("a: \n".repeat(16_000)));
    assertThat(trial.refused()).isEqualTo(8);
  }
}
