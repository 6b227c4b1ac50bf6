package dev.orch.publisher.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.validate.ComponentCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComponentChecksTest {
  private static final String ASKS = "trigger: acme.pairs\n";

  private final List<FileTree> judged = new ArrayList<>();
  private final TreeScanner scanner = new TreeScanner(100_000, Progress.NONE, new Pairs(judged));

  /** Expects a file {@code right} that says the same as the file {@code left}. */
  private record Pairs(List<FileTree> judged) implements ComponentCheck {
    @Override
    public List<Problem> problems(FileTree component, Predicate<ConfigPath> validated)
        throws IOException, InterruptedException {
      if (!component.manifest().spec().trigger().equals("acme.pairs")) {
        return List.of();
      }
      judged.add(component);
      List<String> found = new ArrayList<>();
      for (String side : List.of("left", "right")) {
        Optional<FileEntry> file = component.manifest().file(new ConfigPath("pair/" + side));
        if (file.isEmpty()) {
          return List.of(new Problem("pair", "expected a file " + side));
        }
        component.read(
            List.of(file.get()),
            (entry, content) -> found.add(new String(content.readAllBytes(), UTF_8)));
      }
      return found.get(0).equals(found.get(1)) || !validated.test(new ConfigPath("pair/right"))
          ? List.of()
          : List.of(new Problem("pair/right:1:1", "expected " + found.get(0)));
    }
  }

  @AfterEach
  void close() {
    scanner.close();
  }

  private DesiredTree scan(SourceTreeInMemory tree) throws InterruptedException {
    return scanner.scan(tree, ComponentSelection.ALL);
  }

  private List<String> problems(SourceTreeInMemory tree) {
    List<String> problems = new ArrayList<>();
    assertThatThrownBy(() -> scan(tree))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> e.problems().forEach(problem -> problems.add(problem.toString())));
    return problems;
  }

  @Test
  void whatACheckFindsIsListedWithAllElseBelowItsComponent() {
    assertThat(
            problems(
                SourceTreeInMemory.of(
                    "a/component.yaml", ASKS,
                    "a/pair/left", "1",
                    "a/pair/right", "2",
                    "b/component.yaml", ASKS,
                    "b/pair/left", "1",
                    "c/broken.xml", "<c>")))
        .satisfiesExactly(
            it -> assertThat(it).isEqualTo("a/pair/right:1:1: expected 1"),
            it -> assertThat(it).isEqualTo("b/pair: expected a file right"),
            it -> assertThat(it).startsWith("c/broken.xml:1:4: "));
  }

  @Test
  void aCheckIsToldWhichFilesAreNotToBeLookedInto() throws Exception {
    String leftOut = ASKS + "validate: { 'pair/*ht': false, 'pair/left': true }\n";

    scan(
        SourceTreeInMemory.of(
            "a/component.yaml", leftOut, "a/pair/left", "1", "a/pair/right", "2"));

    assertThat(judged).hasSize(1);
  }

  @Test
  void aSoundComponentIsTheOneThatWasJudged() throws Exception {
    DesiredTree tree =
        scan(
            SourceTreeInMemory.of(
                "a/component.yaml", ASKS, "a/pair/left", "1", "a/pair/right", "1"));

    assertThat(judged).containsExactly(tree.components().get(LayerName.parse("a")));
  }

  @Test
  void whatWasLeftOutForItsOwnProblemIsNotToldAsMissing() {
    assertThat(
            problems(
                SourceTreeInMemory.of(
                        "linked/component.yaml", ASKS,
                        "linked/pair/left", "1",
                        "named/component.yaml", ASKS,
                        "named/pair/left", "1",
                        "named/pair/right\n", "1",
                        "malformed/component.yaml", ASKS,
                        "malformed/pair/left", "1",
                        "malformed/pair/right", "1",
                        "malformed/x.xml", "<x>",
                        "large/component.yaml", ASKS,
                        "large/pair/left", "1")
                    .put("large/pair/right", new byte[100_001])
                    .problem("linked/pair/right", "leads out of the tree")))
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).isEqualTo("linked/pair/right: leads out of the tree"),
            it -> assertThat(it).startsWith("\"named/pair/right\\n\": "),
            it -> assertThat(it).startsWith("malformed/x.xml:1:4: "),
            it -> assertThat(it).startsWith("large/pair/right: expected at most"));
    assertThat(judged).isEmpty();
  }

  @Test
  void oneComponentByItselfIsJudgedToo() {
    assertThatThrownBy(
            () ->
                scanner.scanComponent(
                    SourceTreeInMemory.of("component.yaml", ASKS, "pair/left", "1")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(new Problem("pair", "expected a file right")));
  }

  @Test
  void aFileThatChangedSinceItWasHashedIsAProblemOfItsComponent() {
    // Too large to be kept, so that the check reads it again.
    SourceTreeInMemory tree =
        SourceTreeInMemory.of(
            "a/component.yaml", ASKS, "a/pair/left", "1".repeat(70_000), "a/pair/right", "1");
    ComponentCheck changing =
        (component, validated) -> {
          tree.put("a/pair/left", "2".repeat(70_000));
          return new Pairs(judged).problems(component, validated);
        };
    try (TreeScanner other = new TreeScanner(100_000, Progress.NONE, changing)) {
      assertThatThrownBy(() -> other.scan(tree, ComponentSelection.ALL))
          .isInstanceOfSatisfying(
              InvalidInputException.class,
              e ->
                  assertThat(e.problems())
                      .containsExactly(
                          new Problem(
                              "a",
                              "could not be checked: a/pair/left changed while it was being"
                                  + " read")));
    }
  }
}
