package dev.orch.publisher.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ComponentYamlTextTest {
  private static final Digest ANY = Digest.of(new byte[0]);

  @Test
  void whatTheDefaultsSayIsNotWritten() {
    Manifest manifest = manifest(ComponentDefinition.DEFAULT, List.of("etc/a.properties", "b"));
    assertThat(ComponentYamlText.of(manifest)).isEmpty();
  }

  @Test
  void rulesCommandsAndKindsComeBack() {
    ComponentDefinition definition =
        parse(
            """
            properties: ["**/*.conf"]
            on-change:
              - { paths: ["policy/**", "x, y"], do: reload }
              - { paths: ["docs/**"], do: nothing }
            trigger: command
            command: { stop: "true", start: "a: b # c", timeout: 90s }
            drift: heal
            """);

    assertComesBack(definition, List.of("etc/a.conf", "etc/b.properties", "policy/x{y}.conf"));
  }

  @Test
  void aPropertyOfBlankLinesComesBack() {
    assertComesBack(parse("trigger: oozie\noozie: { properties: { a: \"\\n\" } }"), List.of("b"));
  }

  @Property(tries = 300)
  void anyComponentYamlComesBack(
      @ForAll("rules") List<String> patterns, @ForAll("commands") String stop) {
    StringBuilder yaml = new StringBuilder("trigger: command\ncommand:\n  stop: ");
    yaml.append(quoted(stop)).append("\non-change:\n");
    for (String pattern : patterns) {
      yaml.append("  - { paths: [").append(quoted(pattern)).append("], do: reload }\n");
    }
    assertComesBack(parse(yaml.toString()), List.of("etc/a.properties", "b"));
  }

  @Property(tries = 300)
  void anyPropertiesOfJobsComeBack(
      @ForAll("propertyNames") Set<String> names, @ForAll("propertyValues") String value) {
    StringBuilder yaml = new StringBuilder("trigger: oozie\noozie:\n  policy: kill\n");
    yaml.append("  ignore: [a, 'b-*']\n  properties:\n");
    names.forEach(name -> yaml.append("    " + quoted(name) + ": " + quoted(value) + '\n'));
    assertComesBack(parse(yaml.toString()), List.of("a/job.properties", "a/coordinator.xml"));
  }

  @Provide
  Arbitrary<Set<String>> propertyNames() {
    return Arbitraries.of(
            "000", "001", "a", "a.b", "a.b.000", "a..b", ".", "true", "null", "'", "#", "policy")
        .set()
        .ofMinSize(1);
  }

  @Provide
  Arbitrary<String> propertyValues() {
    return Arbitraries.strings().withCharRange(' ', '~').withChars('\n', 'ü').ofMaxLength(120);
  }

  @Provide
  Arbitrary<List<String>> rules() {
    return Arbitraries.of(
            "a", "true", "null", "1", "*.xml", "**/x", "- a", "'", "\"q\"", "ü ü", "#")
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<String> commands() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars('\n')
        .ofMinLength(1)
        .ofMaxLength(120)
        .filter(text -> !text.isBlank());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static void assertComesBack(ComponentDefinition definition, List<String> paths) {
    Manifest manifest = manifest(definition, paths);
    Optional<byte[]> text = ComponentYamlText.of(manifest);
    ComponentDefinition again = ComponentYaml.parse("again", text.orElseThrow());
    assertThat(manifest(again, paths).digest()).isEqualTo(manifest.digest());
  }

  private static Manifest manifest(ComponentDefinition definition, List<String> paths) {
    ComponentSpec spec = definition.spec();
    return Manifest.of(
        paths.stream()
            .map(ConfigPath::new)
            .map(path -> new FileEntry(path, definition.kindOf(path), ANY, 0, false))
            .toList(),
        spec);
  }

  private static ComponentDefinition parse(String yaml) {
    return ComponentYaml.parse("f", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
