package dev.orch.publisher.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.validate.ComponentCheck;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TreeScannerTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final TreeScanner scanner = new TreeScanner(1000);

  @AfterEach
  void close() {
    scanner.close();
  }

  private DesiredTree scan(SourceTree source) throws InterruptedException {
    return scanner.scan(source, ComponentSelection.ALL);
  }

  private FileTree component(SourceTree source) throws InterruptedException {
    FileTree tree = scan(source).components().get(LayerName.of(FILE_MGR));
    assertThat(tree).isNotNull();
    return tree;
  }

  private List<String> problems(SourceTree source) {
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> scan(source));
    assertThat(refused).as("expected problems").isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void directoriesAreComponentsAndFilesBesideThemAreNot() throws InterruptedException {
    SourceTree source =
        SourceTreeInMemory.of("README.md", "x", "file-mgr/etc/a.properties", "a=1", "ingest/b", "");
    DesiredTree tree = scan(source);
    assertThat(tree.components().keySet())
        .containsExactly(LayerName.of(FILE_MGR), LayerName.parse("ingest"));
    assertThat(component(source).manifest().files().values())
        .containsExactly(
            new FileEntry(
                new ConfigPath("etc/a.properties"),
                FileKind.PROPERTIES,
                Digest.of("a=1".getBytes(StandardCharsets.UTF_8)),
                3,
                false));
  }

  @Test
  void bytesAndTheExecutableBitAreTakenAsTheyAre() throws InterruptedException {
    byte[] binary = new byte[512];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) i;
    }
    FileTree tree =
        component(
            new SourceTreeInMemory()
                .put("file-mgr/blob", binary)
                .put("file-mgr/crlf.txt", "a\r\nb\r\n")
                .put("file-mgr/empty", "")
                .executable("file-mgr/bin/start.sh", "#!/bin/sh\n"));
    assertThat(Trees.bytes(tree).get("blob")).isEqualTo(binary);
    assertThat(Trees.bytes(tree).get("crlf.txt")).isEqualTo(new byte[] {97, 13, 10, 98, 13, 10});
    assertThat(Trees.bytes(tree).get("empty")).isEmpty();
    assertThat(tree.manifest().file(new ConfigPath("bin/start.sh")))
        .hasValueSatisfying(file -> assertThat(file.executable()).isTrue());
    assertThat(tree.manifest().file(new ConfigPath("blob")))
        .hasValueSatisfying(file -> assertThat(file.executable()).isFalse());
  }

  @Test
  void namesWithBlanksDotsDashesAndUtf8AreTaken() throws InterruptedException {
    FileTree tree =
        component(
            SourceTreeInMemory.of(
                "file-mgr/a b", "", "file-mgr/.hidden", "", "file-mgr/-x/ü", "", "file-mgr/日", ""));
    assertThat(Trees.texts(tree)).containsOnlyKeys("a b", ".hidden", "-x/ü", "日");
  }

  @Test
  void componentYamlDefinesAndIsNotDelivered() throws InterruptedException {
    FileTree tree =
        component(
            SourceTreeInMemory.of(
                "file-mgr/component.yaml", "drift: heal\nproperties: ['*.conf']\n",
                "file-mgr/etc/component.yaml", "delivered: true",
                "file-mgr/a.conf", "a=1",
                "file-mgr/b.properties", "b=1"));
    assertThat(tree.manifest().spec().canonical()).containsEntry("drift", "heal");
    assertThat(Trees.texts(tree)).containsOnlyKeys("a.conf", "b.properties", "etc/component.yaml");
    assertThat(tree.manifest().file(new ConfigPath("a.conf")))
        .hasValueSatisfying(file -> assertThat(file.kind()).isEqualTo(FileKind.PROPERTIES));
    assertThat(tree.manifest().file(new ConfigPath("b.properties")))
        .hasValueSatisfying(file -> assertThat(file.kind()).isEqualTo(FileKind.CONFIGURATION));
  }

  @Test
  void howFilesAreValidatedDoesNotChangeTheDigest() throws InterruptedException {
    FileTree without = component(SourceTreeInMemory.of("file-mgr/a.xml", "<a/>"));
    FileTree with =
        component(
            SourceTreeInMemory.of(
                "file-mgr/a.xml", "<a/>", "file-mgr/component.yaml", "validate: {'b.xml': false}"));
    assertThat(with.manifest().digest()).isEqualTo(without.manifest().digest());
  }

  @Test
  void whatOrchignoreNamesIsLeftOutAndNotLookedInto() throws InterruptedException {
    SourceTreeInMemory source =
        SourceTreeInMemory.of(
            ".orchignore", "# not for delivery\n*.bak\n!keep.bak\r\n/notes/\ntmp/\n",
            ".git/config", "x",
            ".git", "gitdir: elsewhere",
            "notes/a", "x",
            "file-mgr/a", "x",
            "file-mgr/a.bak", "x",
            "file-mgr/keep.bak", "x",
            "file-mgr/tmp/x/y", "x",
            "file-mgr/sub/.git", "gitdir: elsewhere",
            "file-mgr/notes/a", "x");
    source.problem("file-mgr/tmp", "leads out of the tree");
    source.problem("file-mgr/x.bak", "leads out of the tree");
    DesiredTree tree = scan(source);
    assertThat(tree.components()).containsOnlyKeys(LayerName.of(FILE_MGR));
    assertThat(Trees.texts(component(source))).containsOnlyKeys("a", "keep.bak", "notes/a");
    assertThat(tree.covers("file-mgr/gone")).isTrue();
    assertThat(tree.covers("file-mgr/tmp/gone")).isFalse();
    assertThat(tree.covers("README")).isFalse();
  }

  @Test
  void aBadPatternInOrchignoreIsAProblemWithItsLine() {
    assertThat(problems(SourceTreeInMemory.of(".orchignore", "ok\n\na[\n", "a/b", "")))
        .containsExactly(".orchignore:3: expected a pattern as in .gitignore, found \"a[\"");
  }

  @Test
  void allProblemsAreToldAtOnceSortedAndNothingIsHidden() {
    SourceTreeInMemory source =
        SourceTreeInMemory.of(
            "_base/a/b", "",
            "_old/a", "",
            "file-mgr@ho st/a", "",
            ".hidden/a", "",
            "file-mgr/component.yaml", "trigerr: command\n",
            "file-mgr/bad\u0001name", "",
            "file-mgr/back\\slash", "",
            "file-mgr/.orch/x", "",
            "file-mgr/.ORCH/y", "",
            "file-mgr/README", "",
            "file-mgr/readme", "",
            "file-mgr/a.properties", "x=\\u12\n",
            "file-mgr/b.xml", "<a>\n",
            "file-mgr/big", "x".repeat(1001));
    source.problem("file-mgr/link", "leads out of the tree");
    assertThat(problems(source))
        .isSorted()
        .anyMatch(it -> it.startsWith("_old: component name \"_old\""))
        .anyMatch(it -> it.startsWith("file-mgr@ho st: instance id"))
        .anyMatch(it -> it.startsWith(".hidden: component name") && it.contains(".orchignore"))
        .anyMatch(it -> it.startsWith("file-mgr/component.yaml:1:1: unknown key"))
        .anyMatch(it -> it.startsWith("\"file-mgr/bad\\u0001name\": path"))
        .anyMatch(it -> it.contains("U+005C is not allowed"))
        .anyMatch(it -> it.startsWith("file-mgr/.orch/x: ") && it.contains("kept for orch"))
        .anyMatch(it -> it.startsWith("file-mgr/.ORCH/y: ") && it.contains("kept for orch"))
        .anyMatch(it -> it.startsWith("file-mgr/readme: ") && it.contains("'README'"))
        .anyMatch(it -> it.startsWith("file-mgr/a.properties:1:3: malformed properties"))
        .anyMatch(it -> it.startsWith("file-mgr/b.xml:2:1: malformed XML"))
        .anyMatch(it -> it.startsWith("file-mgr/big: expected at most 1000 bytes, found 1001"))
        .contains("file-mgr/link: leads out of the tree")
        .hasSize(13);
  }

  @Test
  void validationIsSwitchedOffByPattern() throws InterruptedException {
    FileTree tree =
        component(
            SourceTreeInMemory.of(
                "file-mgr/component.yaml", "validate: { 'tmpl/**': false }",
                "file-mgr/tmpl/a.xml", "<a>",
                "file-mgr/tmpl/a.properties", "\\u"));
    assertThat(tree.manifest().files()).hasSize(2);
  }

  @Test
  void aSelectionLeavesOthersUnreadAndTheirMistakesUntold() throws InterruptedException {
    SourceTreeInMemory source =
        SourceTreeInMemory.of("file-mgr/a", "x", "other/bad.xml", "<a>").problem("other/l", "bad");
    DesiredTree tree = scanner.scan(source, ComponentSelection.of(List.of(FILE_MGR)));
    assertThat(tree.components()).containsOnlyKeys(LayerName.of(FILE_MGR));
    assertThat(tree.componentNames()).containsExactly("file-mgr", "other");
    assertThat(tree.covers("other/bad.xml")).isFalse();
  }

  @Test
  void everyFileIsOpenedOnce() throws InterruptedException {
    SourceTreeInMemory source =
        SourceTreeInMemory.of("file-mgr/a.xml", "<a/>", "file-mgr/b.properties", "b=1");
    scan(source);
    assertThat(source.opened()).isEqualTo(2);
  }

  @Test
  void whatWasScannedIsWhatIsReadLater() throws Exception {
    SourceTreeInMemory source = SourceTreeInMemory.of("file-mgr/a", "before", "file-mgr/b", "2");
    FileTree tree = component(source);
    source.put("file-mgr/a", "behind").remove("file-mgr/b");
    assertThat(Trees.texts(tree)).containsEntry("a", "before").containsEntry("b", "2");
    assertThat(source.opened()).isEqualTo(2);
  }

  @Test
  void aSmallFileThatChangesWhileItIsScannedIsRefused() {
    SourceTree growing = SourceTreeInMemory.of("file-mgr/a", "before").listedWith("file-mgr/a", 5);
    SourceTree shrinking =
        SourceTreeInMemory.of("file-mgr/a", "before").listedWith("file-mgr/a", 7);
    assertThat(problems(growing)).containsExactly("file-mgr/a: changed while it was being read");
    assertThat(problems(shrinking)).containsExactly("file-mgr/a: changed while it was being read");
  }

  @Test
  void onlySoManyBytesAreKeptOverAllScansThatShareThem() throws InterruptedException {
    HeldContents held = HeldContents.upTo(5);
    SourceTreeInMemory first = SourceTreeInMemory.of("file-mgr/a", "123");
    SourceTreeInMemory second = SourceTreeInMemory.of("file-mgr/a", "456", "file-mgr/b", "78");
    FileTree one = scannedWith(held, first);
    FileTree other = scannedWith(held, second);
    readAll(one);
    readAll(other);
    assertThat(first.opened()).isEqualTo(1);
    assertThat(second.opened()).as("one is kept, the other read again").isEqualTo(3);
  }

  @Test
  void largeFilesAreNotKept() throws InterruptedException {
    try (TreeScanner other = new TreeScanner(TreeScanner.DEFAULT_MAX_FILE_SIZE)) {
      SourceTreeInMemory source =
          new SourceTreeInMemory()
              .put("file-mgr/fits", new byte[HeldContents.MAX_FILE])
              .put("file-mgr/large", new byte[HeldContents.MAX_FILE + 1]);
      DesiredTree tree = other.scan(source, ComponentSelection.ALL);
      readAll(tree.components().values().iterator().next());
      assertThat(source.opened()).isEqualTo(3);
    }
  }

  private FileTree scannedWith(HeldContents held, SourceTree source) throws InterruptedException {
    return scanner
        .scan(source, ComponentSelection.ALL, SharedFiles.NONE, held)
        .components()
        .values()
        .iterator()
        .next();
  }

  private static void readAll(FileTree tree) throws InterruptedException {
    assertThat(Trees.bytes(tree)).hasSameSizeAs(tree.manifest().files());
  }

  @Test
  void aFileThatChangedSinceTheScanIsNotHandedOverAsIfItHadNot() throws InterruptedException {
    SourceTreeInMemory source = SourceTreeInMemory.of("file-mgr/a", "before");
    FileTree tree = scannedWith(HeldContents.upTo(0), source);
    for (String now : List.of("behind", "longer than before", "short", "")) {
      source.put("file-mgr/a", now);
      assertThatThrownBy(
              () ->
                  tree.read(
                      tree.manifest().files().values(), (file, content) -> content.readNBytes(6)))
          .as(now)
          .isInstanceOf(SourceChangedException.class)
          .hasMessageContaining("file-mgr/a");
    }
    source.remove("file-mgr/a");
    assertThatThrownBy(() -> tree.read(tree.manifest().files().values(), (file, content) -> {}))
        .isInstanceOf(IOException.class);
  }

  @Test
  void twentyThousandFilesAreScanned() throws InterruptedException {
    SourceTreeInMemory source = new SourceTreeInMemory();
    for (int i = 0; i < 20_000; i++) {
      source.put("file-mgr/dir" + i % 97 + "/file" + i + ".xml", "<a>" + i + "</a>");
    }
    assertThat(component(source).manifest().files()).hasSize(20_000);
  }

  @Test
  void aComponentsOwnDirectoryIsScannedToo() throws InterruptedException {
    FileTree tree =
        scanner.scanComponent(
            SourceTreeInMemory.of(
                "component.yaml", "drift: heal",
                ".orchignore", "*.bak",
                "a.bak", "",
                "a", "1",
                "etc/b", "2"));
    assertThat(Trees.texts(tree)).containsOnlyKeys("a", "etc/b");
    assertThat(tree.manifest().spec().canonical()).containsEntry("drift", "heal");
  }

  @Test
  void projectsAreTheDirectoriesOfARoot() throws InterruptedException {
    assertThat(
            scanner
                .projects(
                    SourceTreeInMemory.of(
                        ".orchignore",
                        "old\n",
                        "old/a/b",
                        "",
                        ".git/x",
                        "",
                        "weather/a/b",
                        "",
                        "x",
                        ""))
                .names())
        .containsExactly(new ProjectName("weather"));
    assertThatThrownBy(
            () -> scanner.projects(SourceTreeInMemory.of("a b/x/y", "", "_c/x/y", "", "d/x/y", "")))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.problems()).hasSize(2));
    assertThatThrownBy(() -> scanner.projects(SourceTreeInMemory.of("README", "")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theThreadsEndWithTheScanner() throws InterruptedException {
    TreeScanner other = new TreeScanner(1000);
    other.scan(SourceTreeInMemory.of("a/b", "c"), ComponentSelection.ALL);
    assertThat(scanThreads()).isPositive();
    other.close();
    // A pool counts as terminated an instant before its last thread has ended.
    Await.until("no thread is left", () -> scanThreads() == 0);
  }

  private static long scanThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("orch-scan-"))
        .count();
  }

  @Test
  void howManyFilesAreReadIsTold() throws InterruptedException {
    List<String> told = new ArrayList<>();
    try (TreeScanner counting =
        new TreeScanner(
            TreeScanner.DEFAULT_MAX_FILE_SIZE,
            (files, filesTotal, bytes, bytesTotal) ->
                told.add(files + " of " + filesTotal + ", " + bytes + " of " + bytesTotal))) {
      counting.scan(
          SourceTreeInMemory.of("a/b", "12", "a/c", "34", "b/d", "56"), ComponentSelection.ALL);
    }
    assertThat(told).containsExactly("1 of 3, 2 of 6", "2 of 3, 4 of 6", "3 of 3, 6 of 6");
  }

  @Test
  void whatIsWrongWithAComponentAsAWholeIsToldWithItsPlace() throws Exception {
    SourceTree source = SourceTreeInMemory.of("jobs/a/job.properties", "x=1", "other/x", "1");
    ComponentCheck check =
        (tree, validated) ->
            tree.manifest().files().keySet().stream()
                .filter(path -> path.value().endsWith("job.properties"))
                .map(path -> new Problem(path.value(), "makes no job"))
                .toList();

    try (TreeScanner strict = new TreeScanner(1000, Progress.NONE, check)) {
      assertThatThrownBy(() -> strict.scan(source, ComponentSelection.ALL))
          .isInstanceOfSatisfying(
              InvalidInputException.class,
              e ->
                  assertThat(e.problems())
                      .containsExactly(new Problem("jobs/a/job.properties", "makes no job")));
    }
  }
}
