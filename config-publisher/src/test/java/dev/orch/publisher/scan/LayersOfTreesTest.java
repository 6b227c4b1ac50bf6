package dev.orch.publisher.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.validate.ComponentCheck;
import dev.orch.testing.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayersOfTreesTest {
  private final List<FileTree> judged = new ArrayList<>();
  private final ComponentCheck check =
      (tree, validated) -> {
        judged.add(tree);
        return tree.manifest().file(new ConfigPath("etc/bad")).isPresent()
            ? List.of(new Problem("etc/bad:3:1", "is bad"))
            : List.of();
      };
  private final TreeScanner scanner =
      new TreeScanner(1000, (done, total, bytes, totalBytes) -> {}, check);

  @AfterEach
  void close() {
    scanner.close();
  }

  private DesiredTree scan(SourceTree source, SharedFiles shared) throws InterruptedException {
    return scanner.scan(source, ComponentSelection.ALL, shared, HeldContents.bounded());
  }

  private static List<String> layers(DesiredTree tree) {
    return tree.components().keySet().stream().map(LayerName::value).toList();
  }

  private static FileTree layer(DesiredTree tree, String name) {
    return Objects.requireNonNull(tree.components().get(LayerName.parse(name)));
  }

  private List<String> problems(SourceTree source, SharedFiles shared) {
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> scan(source, shared));
    assertThat(refused).as("expected problems").isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void directoriesWithAnAtAreLayersOfTheirComponent() throws Exception {
    SourceTree source =
        SourceTreeInMemory.of(
            "file-mgr/etc/a", "1", "file-mgr@rack=a/etc/a", "2", "file-mgr@fm-3/etc/b", "3");
    DesiredTree tree = scan(source, SharedFiles.NONE);

    assertThat(layers(tree)).containsExactly("file-mgr", "file-mgr@rack=a", "file-mgr@fm-3");
    assertThat(tree.componentNames()).containsExactly("file-mgr");
    assertThat(Trees.texts(tree.whole(LayerName.parse("file-mgr@fm-3"))))
        .containsEntry("etc/a", "1")
        .containsEntry("etc/b", "3");
  }

  @Test
  void whatAllProjectsShareIsALayerOfTheComponentsThatTheProjectHas() throws Exception {
    SourceTree shared =
        SourceTreeInMemory.of(
            "file-mgr/mime", "m", "workflow/w", "w", ".orchignore", "*.bak", "file-mgr/x.bak", "");
    DesiredTree tree = scan(SourceTreeInMemory.of("file-mgr/a", "1"), SharedFiles.in(shared));

    assertThat(layers(tree)).containsExactly("_base/file-mgr", "file-mgr");
    assertThat(Trees.texts(layer(tree, "_base/file-mgr"))).containsOnlyKeys("mime");
    assertThat(tree.knowsShared()).isTrue();
  }

  @Test
  void aProjectByItselfCanHaveADirectoryOfWhatItWouldShare() throws Exception {
    SourceTree source = SourceTreeInMemory.of("file-mgr/a", "1", "_base/file-mgr/mime", "m");

    assertThat(layers(scanner.scan(source, ComponentSelection.ALL)))
        .containsExactly("_base/file-mgr", "file-mgr");
    assertThat(
            layers(
                scanner.scan(
                    source, ComponentSelection.of(List.of(new ComponentName("file-mgr"))))))
        .containsExactly("_base/file-mgr", "file-mgr");
    assertThat(problems(source, SharedFiles.NONE)).anyMatch(it -> it.startsWith("_base: "));
  }

  @Test
  void theComponentsOwnDefinitionHoldsForAllItsLayersAndThatOfAllProjectsIfItHasNone()
      throws Exception {
    SourceTree shared =
        SourceTreeInMemory.of(
            "file-mgr/component.yaml",
            "properties: ['*.conf']\ndrift: heal\n",
            "file-mgr/b.conf",
            "");
    DesiredTree inherited =
        scan(
            SourceTreeInMemory.of("file-mgr/a.conf", "", "file-mgr@i/c.conf", ""),
            SharedFiles.in(shared));
    DesiredTree own =
        scan(
            SourceTreeInMemory.of("file-mgr/component.yaml", "", "file-mgr@i/c.conf", ""),
            SharedFiles.in(shared));

    assertThat(inherited.components().values())
        .allSatisfy(
            tree ->
                assertThat(tree.manifest().files().values())
                    .extracting(FileEntry::kind)
                    .containsExactly(FileKind.PROPERTIES));
    assertThat(layer(inherited, "file-mgr").manifest().spec().canonical())
        .containsEntry("drift", "heal");
    assertThat(layer(inherited, "_base/file-mgr").manifest().spec().canonical()).isEmpty();
    assertThat(layer(own, "file-mgr").manifest().spec().canonical()).isEmpty();
    assertThat(layer(own, "file-mgr@i").manifest().files().values())
        .extracting(FileEntry::kind)
        .containsExactly(FileKind.CONFIGURATION);
  }

  @Test
  void everythingThatIsWrongWithLayersIsTold() {
    SourceTree source =
        SourceTreeInMemory.of(
            "file-mgr/etc",
            "",
            "file-mgr@i/etc/a",
            "",
            "file-mgr@i/component.yaml",
            "",
            "file-mrg@i/a",
            "",
            "file-mgr@=x/a",
            "",
            "file-mgr@rack=a/x",
            "",
            "file-mgr@dc=b/x",
            "",
            "jobs/component.yaml",
            "trigger: oozie\n",
            "jobs@i/a",
            "");

    assertThat(problems(source, SharedFiles.in(SourceTreeInMemory.of("jobs/x", "", "_x/y", ""))))
        .anyMatch(it -> it.startsWith("file-mgr@i/etc/a: lies below file-mgr/etc, which is a file"))
        .anyMatch(it -> it.startsWith("file-mgr@i/component.yaml: expected no such file"))
        .anyMatch(
            it ->
                it.startsWith("file-mrg@i: unknown component \"file-mrg\"")
                    && it.contains("did you mean \"file-mgr\"?"))
        .anyMatch(it -> it.startsWith("file-mgr@=x: label \"=x\""))
        .anyMatch(
            it -> it.startsWith("file-mgr/component.yaml: there are layers for the labels dc"))
        .anyMatch(it -> it.startsWith("jobs@i: expected no layer"))
        .anyMatch(it -> it.startsWith("_base/jobs: expected no layer"))
        .anyMatch(it -> it.startsWith("_base/_x: component name"))
        .hasSize(8);
  }

  @Test
  void theOrderOfLabelsIsAskedForOnlyWhereAnInstanceCanHaveTwo() throws Exception {
    SourceTree ordered =
        SourceTreeInMemory.of(
            "c/component.yaml", "labels: [rack, dc]\n", "c@rack=a/x", "", "c@dc=b/x", "");
    SourceTree oneKey = SourceTreeInMemory.of("c/a", "", "c@rack=a/x", "", "c@rack=b/x", "");

    assertThat(layer(scan(ordered, SharedFiles.NONE), "c").manifest().spec().labels())
        .containsExactly("rack", "dc");
    assertThat(layers(scan(oneKey, SharedFiles.NONE))).containsExactly("c", "c@rack=a", "c@rack=b");
  }

  @Test
  void aComponentIsJudgedAsAllItsInstancesSeeIt() throws Exception {
    scan(
        SourceTreeInMemory.of("c/a", "own", "c@i/a", "i", "d/x", ""),
        SharedFiles.in(SourceTreeInMemory.of("c/a", "base", "c/b", "base")));

    assertThat(judged).hasSize(2);
    assertThat(Trees.texts(judged.get(0))).containsEntry("a", "own").containsEntry("b", "base");
    assertThat(
            problems(
                SourceTreeInMemory.of("c/a", "own"),
                SharedFiles.in(SourceTreeInMemory.of("c/etc/bad", ""))))
        .containsExactly("_base/c/etc/bad:3:1: is bad");
  }
}
