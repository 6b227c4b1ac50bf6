package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many files, large ones, odd names, and sources that hand over something else. */
class LimitsTest {
  private static final int LARGE = 64 * 1024 * 1024;

  private final Path home = FastDirectories.make();
  private HomeFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HomeFixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
    FastDirectories.delete(home);
  }

  @Test
  void twentyThousandFilesAndThenOneOfThem() throws Exception {
    Trees trees = Trees.builder();
    for (int i = 0; i < 20_000; i++) {
      trees.file("d" + i % 100 + "/e" + i % 7 + "/file" + i, "content " + i);
    }
    FileTree all = trees.build();
    assertThat(fixture.apply(1, all)).isInstanceOf(Outcome.Applied.class);
    fixture.reopen(HomeOptions.DEFAULT);
    FileTree next = trees.file("d1/e1/file1", "another").build();

    assertThat(fixture.apply(2, next))
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.actions().changes().changes()).hasSize(1));

    fixture.assertIs(next);
    assertThat(fixture.apply(3, Trees.of())).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(Trees.of());
  }

  @Test
  void aLargeFileIsStreamed() throws Exception {
    FileEntry large =
        new FileEntry(
            new ConfigPath("large"), FileKind.CONFIGURATION, digestOfLarge(), LARGE, false);
    Manifest manifest = Manifest.of(List.of(large), ComponentSpec.DEFAULT);

    assertThat(fixture.apply(1, tree(manifest, LARGE))).isInstanceOf(Outcome.Applied.class);

    assertThat(Files.size(fixture.path("large"))).isEqualTo(LARGE);
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
  }

  private static byte pattern(long position) {
    return (byte) (position * 31 + position / 4096);
  }

  private static Digest digestOfLarge() {
    MessageDigest sha256 = Digest.newSha256();
    byte[] block = new byte[64 * 1024];
    for (long at = 0; at < LARGE; at += block.length) {
      for (int i = 0; i < block.length; i++) {
        block[i] = pattern(at + i);
      }
      sha256.update(block);
    }
    return Digest.finish(sha256);
  }

  /** Hands over this many bytes of the pattern for every file. */
  private static FileTree tree(Manifest manifest, long size) {
    return new FileTree() {
      @Override
      public Manifest manifest() {
        return manifest;
      }

      @Override
      public void read(Collection<FileEntry> files, ContentSink sink)
          throws IOException, InterruptedException {
        for (FileEntry file : files) {
          try (InputStream content = new PatternStream(size)) {
            sink.accept(file, content);
          }
        }
      }
    };
  }

  private static final class PatternStream extends InputStream {
    private final long size;
    private long at;

    PatternStream(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return at >= size ? -1 : pattern(at++) & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (at >= size) {
        return -1;
      }
      int count = (int) Math.min(length, size - at);
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = pattern(at + i);
      }
      at += count;
      return count;
    }
  }

  @Test
  void oddNamesAndAllBytesArriveAsTheyAre() throws Exception {
    byte[] all = new byte[1024];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String deep = "d/".repeat(60) + "deep";
    FileTree tree =
        Trees.ofBytes(
            Map.of(
                "with blank",
                all,
                "-dash",
                all,
                ".dot",
                "a\r\nb\r\n".getBytes(StandardCharsets.UTF_8),
                "ümläut €",
                all,
                "tab? *[quote'\"",
                all,
                deep,
                all));

    assertThat(fixture.apply(1, tree)).isInstanceOf(Outcome.Applied.class);

    fixture.assertIs(tree);
    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
    assertThat(fixture.apply(2, Trees.of("b", "1"))).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(Trees.of("b", "1"));
  }

  @Test
  void otherBytesThanTheManifestsAreNeverApplied() throws Exception {
    FileTree before = Trees.of("a", "1", "b", "1");
    fixture.apply(1, before);
    FileTree good = Trees.of("a", "2", "b", "2");

    List<FileTree> bad = new ArrayList<>();
    bad.add(handingOver(good, "shorter"));
    bad.add(handingOver(good, "longer"));
    bad.add(handingOver(good, "same size"));
    bad.add(handingOver(good, "nothing"));
    for (FileTree tree : bad) {
      assertThat(fixture.apply(2, tree)).isInstanceOf(Outcome.Held.class);
      fixture.assertIs(before);
      assertThat(fixture.path(".orch/apply")).doesNotExist();
    }
    assertThat(fixture.trigger.calls()).containsExactly("prepare", "activate");
    assertThat(fixture.apply(2, good)).isInstanceOf(Outcome.Applied.class);
  }

  private static FileTree handingOver(FileTree good, String what) {
    return new FileTree() {
      @Override
      public Manifest manifest() {
        return good.manifest();
      }

      @Override
      public void read(Collection<FileEntry> files, ContentSink sink)
          throws IOException, InterruptedException {
        List<FileEntry> sorted = List.copyOf(files);
        FileEntry last = sorted.get(sorted.size() - 1);
        good.read(
            sorted,
            (file, content) -> {
              byte[] bytes = content.readAllBytes();
              byte[] bad =
                  switch (what) {
                    case "shorter" -> new byte[0];
                    case "longer" ->
                        (new String(bytes, StandardCharsets.UTF_8) + "x")
                            .getBytes(StandardCharsets.UTF_8);
                    default -> "X".getBytes(StandardCharsets.UTF_8);
                  };
              if (!file.equals(last)) {
                sink.accept(file, new ByteArrayInputStream(bytes));
              } else if (!what.equals("nothing")) {
                sink.accept(file, new ByteArrayInputStream(bad));
              }
            });
      }
    };
  }

  @Test
  void aManifestThatIsNotHeadsIsNeverApplied() throws Exception {
    fixture.source.publishInconsistently(1, Trees.of("a", "head's"), Trees.of("a", "abandoned"));

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Held.class);

    assertThat(HomeFiles.in(home)).isEmpty();
    assertThat(fixture.source.timesOpened()).isGreaterThan(1);
  }

  @Test
  void aSourceThatFailsInTheMiddleLeavesNothingBehind() throws Exception {
    FileTree broken =
        new FileTree() {
          @Override
          public Manifest manifest() {
            return Trees.of("a", "1", "b", "1").manifest();
          }

          @Override
          public void read(Collection<FileEntry> files, ContentSink sink) throws IOException {
            throw new IOException("the tree is gone");
          }
        };

    assertThat(fixture.apply(1, broken))
        .isInstanceOfSatisfying(
            Outcome.SourceUnavailable.class,
            away -> assertThat(away.reason()).contains("the tree is gone"));

    assertThat(HomeFiles.in(home)).isEmpty();
    assertThat(fixture.path(".orch/apply")).doesNotExist();
  }

  @Test
  void aDryRunSaysWhatWouldHappenAndTouchesNothing() throws Exception {
    FileTree tree = Trees.of("a", "1", "b", "1");
    Path none = home.resolve("none");
    assertThat(DryRun.of(none, tree.manifest(), HomeOptions.DEFAULT).actions().changes().changes())
        .hasSize(2);
    assertThat(none).doesNotExist();
    fixture.apply(1, tree);
    fixture.write("b", "edited");
    fixture.write("c", "theirs");

    DryRun dryRun =
        DryRun.of(home, Trees.of("a", "2", "b", "1", "c", "2").manifest(), HomeOptions.DEFAULT);

    assertThat(dryRun.inTheWay()).containsExactly(new ConfigPath("c"));
    assertThat(dryRun.drifted()).containsExactly(new ConfigPath("b"));
    assertThat(dryRun.actions().changes().modifiedCount()).isEqualTo(1);
    assertThat(HomeFiles.in(home)).isEqualTo(Map.of("a", "1", "b", "edited", "c", "theirs"));
  }
}
