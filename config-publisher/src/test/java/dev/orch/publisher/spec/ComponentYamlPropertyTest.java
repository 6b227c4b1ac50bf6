package dev.orch.publisher.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ComponentYamlPropertyTest {
  private static final List<String> ENTRIES =
      List.of(
          "drift: heal",
          "layout: in-place",
          "trigger: process",
          "command: { stop: s, start: \"t\", reload: 'r', timeout: 2m }",
          "on-change: [{ paths: [a, b], do: reload }, { do: nothing, paths: [c] }]",
          "properties: [x]",
          "validate: { y: false }");

  @Provide
  Arbitrary<List<String>> someEntries() {
    return Arbitraries.of(ENTRIES).set().map(List::copyOf);
  }

  @Property(tries = 200)
  void theOrderOfKeysChangesNothing(
      @ForAll("someEntries") List<String> entries, @ForAll long seed) {
    List<String> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(parse(shuffled)).isEqualTo(parse(entries));
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefusedNeverMore(@ForAll String text) {
    try {
      ComponentYaml.parse("f", text.getBytes(StandardCharsets.UTF_8));
    } catch (dev.orch.model.InvalidInputException e) {
      assertThat(e.problems()).allMatch(problem -> problem.where().startsWith("f"));
    }
  }

  private static ComponentDefinition parse(List<String> entries) {
    return ComponentYaml.parse("f", String.join("\n", entries).getBytes(StandardCharsets.UTF_8));
  }
}
