package dev.orch.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every {@link SourceTree} keeps, wherever its files are. */
public abstract class SourceTreeContract {
  private static final byte[] BINARY = {0, -1, 10, 13, 0, 127};

  /** A tree with these files, by path. */
  protected abstract SourceTree treeOf(Map<String, byte[]> files) throws Exception;

  /** A tree where nothing is. */
  protected abstract SourceTree missing() throws Exception;

  private static SortedMap<String, byte[]> contents(SourceTree tree)
      throws IOException, InterruptedException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    for (SourceFile file : tree.list(directory -> true).files()) {
      try (InputStream in = tree.open(file)) {
        byte[] bytes = in.readAllBytes();
        assertThat(file.size()).isEqualTo(bytes.length);
        contents.put(file.path(), bytes);
      }
    }
    return contents;
  }

  @Test
  void everyFileIsFoundWithItsBytes() throws Exception {
    Map<String, byte[]> files =
        Map.of(
            "job.properties", "a=1\n".getBytes(UTF_8),
            "deep/er/and/deeper.xml", "<a/>".getBytes(UTF_8),
            "with blank/größe ü.txt", "ü".getBytes(UTF_8),
            "-dash/.hidden", BINARY,
            "percent%20 and +plus", "x".getBytes(UTF_8),
            "empty", new byte[0]);

    SourceTree tree = treeOf(files);

    assertThat(contents(tree)).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(files));
    assertThat(tree.list(directory -> true).problems()).isEmpty();
  }

  @Test
  void aDirectoryIsLeftOutWhenAskedFor() throws Exception {
    SourceTree tree =
        treeOf(Map.of("a/x", BINARY, "a/b/y", BINARY, ".git/z", BINARY, "top", BINARY));

    assertThat(
            tree.list(directory -> !directory.equals(".git") && !directory.equals("a/b")).files())
        .extracting(SourceFile::path)
        .containsExactlyInAnyOrder("a/x", "top");
  }

  @Test
  void aTreeThatIsNotThereIsNotAnEmptyOne() throws Exception {
    SourceTree tree = missing();

    assertThatThrownBy(() -> tree.list(directory -> true)).isInstanceOf(IOException.class);
  }
}
