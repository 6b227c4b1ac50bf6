package dev.orch.publisher.statcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Progress;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.source.FileStamp;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.SourceChangedException;
import dev.orch.publisher.scan.TreeScanner;
import dev.orch.publisher.validate.ComponentCheck;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read again, and what is not, by stamps as a test says them. */
class StatCacheTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
  private static final String FILE = "comp/a.xml";

  @TempDir Path directory;
  private final SourceTreeInMemory tree = new SourceTreeInMemory();

  private static FileStamp stamp(Instant changed, long inode) {
    long nanos = TimeUnit.SECONDS.toNanos(changed.getEpochSecond()) + changed.getNano();
    return new FileStamp(nanos, nanos, inode);
  }

  private static FileStamp old() {
    return stamp(NOW.minusSeconds(60), 7);
  }

  /** How many files a scan opens. */
  private int opened(String version) throws InterruptedException {
    int before = tree.opened();
    StatCache cache = StatCache.in(directory, version, Clock.fixed(NOW, ZoneOffset.UTC));
    try (TreeScanner scanner = new TreeScanner(10_000, Progress.NONE, ComponentCheck.NONE, cache)) {
      scanner.scan(tree, ComponentSelection.ALL);
    }
    return tree.opened() - before;
  }

  private int opened() throws InterruptedException {
    return opened("1");
  }

  @Test
  void aFileIsNotReadAgainUntilItsStampOrItsSizeIsAnother() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old());
    assertThat(opened()).isEqualTo(1);
    assertThat(opened()).isZero();

    tree.stamped(FILE, stamp(NOW.minusSeconds(60), 8));
    assertThat(opened()).as("another inode").isEqualTo(1);
    tree.stamped(FILE, new FileStamp(old().modified(), old().changed() + 1, 8));
    assertThat(opened()).as("changed, and the old time of modification put back").isEqualTo(1);
    tree.stamped(FILE, new FileStamp(old().modified() + 1, old().changed() + 1, 8));
    assertThat(opened()).as("modified").isEqualTo(1);
    tree.put(FILE, "<ab/>");
    assertThat(opened()).as("another size").isEqualTo(1);
    assertThat(opened()).isZero();
  }

  @Test
  void whatWasRememberedIsWhatWouldBeRead() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old()).put("comp/b", "b").stamped("comp/b", old());
    StatCache cache = StatCache.in(directory, "1", Clock.fixed(NOW, ZoneOffset.UTC));
    opened();
    KnownFiles known = cache.of(tree);
    tree.list(entered -> true)
        .files()
        .forEach(
            file ->
                assertThat(known.digest(file, file.path().equals(FILE) ? "xml" : "none"))
                    .contains(
                        Digest.of(
                            (file.path().equals(FILE) ? "<a/>" : "b")
                                .getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void aFileThatWasNewWhenItWasListedIsReadAgain() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, stamp(NOW.minusMillis(900), 7));
    opened();
    assertThat(opened()).as("another write in the same tick would not show").isEqualTo(1);
    tree.stamped(FILE, stamp(NOW.plusSeconds(3600), 7));
    opened();
    assertThat(opened()).as("from the future").isEqualTo(1);
  }

  @Test
  void aFileSystemThatTellsWholeSecondsIsNotBelieved() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, stamp(Instant.parse("2020-01-01T00:00:00Z"), 7));
    opened();
    assertThat(opened()).isEqualTo(1);
  }

  @Test
  void aFileWithoutAStampIsReadEachTime() throws Exception {
    tree.put(FILE, "<a/>").put("comp/b", "b").stamped("comp/b", old());
    opened();
    assertThat(opened()).isEqualTo(1);
  }

  @Test
  void whereSomethingElseIsExpectedOfAFileItIsReadAgain() throws Exception {
    tree.put(FILE, "<a>").stamped(FILE, old());
    tree.put("comp/component.yaml", "validate: { 'a.xml': false }");
    assertThat(opened()).as("the file and the definition").isEqualTo(2);
    assertThat(opened()).as("the definition").isEqualTo(1);

    tree.remove("comp/component.yaml");
    assertThatThrownBy(this::opened).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(this::opened)
        .as("what is wrong is told each time")
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void whatIsCheckedByAnotherFileIsReadEachTime() throws Exception {
    tree.put("comp/component.yaml", "validate: { 'a.xml': { dtd: a.dtd } }");
    tree.put("comp/a.dtd", "<!ELEMENT a EMPTY>").stamped("comp/a.dtd", old());
    tree.put(FILE, "<a/>").stamped(FILE, old());
    opened();
    assertThat(opened()).isGreaterThanOrEqualTo(2);

    tree.put("comp/a.dtd", "<!ELEMENT b EMPTY>").stamped("comp/a.dtd", stamp(NOW, 9));
    assertThatThrownBy(this::opened).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void anotherVersionOfOrchReadsEverything() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old());
    opened("1");
    assertThat(opened("2")).isEqualTo(1);
    assertThat(opened("2")).isZero();
  }

  @Test
  void aFileOfTheCacheThatIsCutOrChangedIsAsIfItWasNotThere() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old()).put("comp/b", "b").stamped("comp/b", old());
    opened();
    Path file = onlyFile();
    byte[] sound = Files.readAllBytes(file);
    for (int i = 0; i < sound.length; i++) {
      byte[] changed = sound.clone();
      changed[i] ^= 0x10;
      Files.write(file, changed);
      assertThat(opened()).as("byte %d changed", i).isEqualTo(2);
      Files.write(file, Arrays.copyOf(sound, i));
      assertThat(opened()).as("cut after %d bytes", i).isEqualTo(2);
    }
    assertThat(opened()).as("written anew").isZero();
  }

  @Test
  void onlyItsUserMayReadIt() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old());
    Path made = directory.resolve("new/trees");
    StatCache cache = StatCache.in(made, "1", Clock.fixed(NOW, ZoneOffset.UTC));
    KnownFiles known = cache.of(tree);
    tree.list(entered -> true)
        .files()
        .forEach(file -> known.remember(file, "xml", Digest.of(new byte[0])));
    known.saveSome();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(made)) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void whereNothingCanBeKeptEverythingIsRead() throws Exception {
    Files.write(directory.resolve("file"), new byte[0]);
    tree.put(FILE, "<a/>").stamped(FILE, old());
    StatCache cache =
        StatCache.in(directory.resolve("file"), "1", Clock.fixed(NOW, ZoneOffset.UTC));
    for (int i = 1; i <= 2; i++) {
      try (TreeScanner scanner =
          new TreeScanner(10_000, Progress.NONE, ComponentCheck.NONE, cache)) {
        scanner.scan(tree, ComponentSelection.ALL);
      }
      assertThat(tree.opened()).isEqualTo(i);
    }
  }

  @Test
  void filesThatAreGoneAreForgotten() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old()).put("comp/b", "b").stamped("comp/b", old());
    opened();
    tree.remove("comp/b").put("comp/c", "c").stamped("comp/c", old());
    opened();
    tree.put("comp/b", "b");
    assertThat(opened()).isEqualTo(1);
  }

  @Test
  void aScanOfOneComponentForgetsNothingOfOthers() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old()).put("other/b", "b").stamped("other/b", old());
    opened();
    tree.put("other/b", "bb");
    StatCache cache = StatCache.in(directory, "1", Clock.fixed(NOW, ZoneOffset.UTC));
    try (TreeScanner scanner = new TreeScanner(10_000, Progress.NONE, ComponentCheck.NONE, cache)) {
      scanner.scan(tree, ComponentSelection.of(List.of(new ComponentName("other"))));
    }
    assertThat(opened()).isZero();
  }

  @Test
  void bytesThatAreNotThoseOfTheRememberedDigestAreNotHandedOn() throws Exception {
    tree.put(FILE, "<a/>").stamped(FILE, old());
    opened();
    tree.put(FILE, "<b/>");
    StatCache cache = StatCache.in(directory, "1", Clock.fixed(NOW, ZoneOffset.UTC));
    try (TreeScanner scanner = new TreeScanner(10_000, Progress.NONE, ComponentCheck.NONE, cache)) {
      FileTree found =
          scanner
              .scan(tree, ComponentSelection.ALL)
              .components()
              .get(LayerName.of(new ComponentName("comp")));
      assertThat(found).isNotNull();
      assertThatThrownBy(() -> Trees.texts(found))
          .hasRootCauseInstanceOf(SourceChangedException.class);
    }
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
