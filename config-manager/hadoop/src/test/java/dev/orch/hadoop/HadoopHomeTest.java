package dev.orch.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InstanceId;
import dev.orch.model.home.RemoteHome;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopHomeTest {
  /** What every file system must do for a home. */
  abstract static class Contract {
    abstract HadoopDirectory place() throws IOException;

    static ByteArrayInputStream bytes(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RemoteHome home, String path) throws IOException {
      try (InputStream in = home.open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Test
    void aFileReplacesAnother() throws Exception {
      try (RemoteHome home = Places.home(place())) {
        home.write("a", bytes("old"), false);
        home.write(".orch/stage/a", bytes("new"), false);
        home.replace(".orch/stage/a", "a");
        assertThat(text(home, "a")).isEqualTo("new");
        assertThat(home.names(".orch/stage")).isEmpty();

        home.write(".orch/stage/b", bytes("first"), false);
        home.replace(".orch/stage/b", "b");
        assertThat(text(home, "b")).as("nothing was there").isEqualTo("first");
      }
    }

    @Test
    void aDirectoryIsNotMovedIntoOneThatIsThere() throws Exception {
      try (RemoteHome home = Places.home(place())) {
        home.write("stage/x", bytes("x"), false);
        home.write("there/y", bytes("y"), false);
        assertThatThrownBy(() -> home.move("stage", "there")).isInstanceOf(IOException.class);
        home.move("stage", "free");
        assertThat(home.files("").keySet()).containsExactly("free/x", "there/y");
      }
    }

    @Test
    void theDocumentIsNotWrittenOverUnseen() throws Exception {
      HadoopDirectory place = place();
      try (RemoteHome one = Places.home(place);
          RemoteHome two = Places.home(place)) {
        assertThat(one.load()).isEmpty();
        assertThat(two.load()).isEmpty();
        assertThat(one.save("one".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(two.save("two".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(two.load()).contains("one".getBytes(StandardCharsets.UTF_8));
        assertThat(two.save("two".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(one.save("again".getBytes(StandardCharsets.UTF_8))).isFalse();
      }
    }

    @Test
    void filesTellTheirSizesAndWhenTheyWereWritten() throws Exception {
      try (RemoteHome home = Places.home(place())) {
        home.write("d/a b", bytes("four"), false);
        home.write("d/ü/☂", bytes(""), true);
        assertThat(home.files("d").keySet()).containsExactly("a b", "ü/☂");
        assertThat(home.files("d"))
            .hasEntrySatisfying("a b", file -> assertThat(file.size()).isEqualTo(4));
        assertThat(home.files("d")).as("as long as nobody writes").isEqualTo(home.files("d"));
        assertThat(home.files("nothing")).isEmpty();
        assertThatThrownBy(() -> home.open("nothing").close())
            .isInstanceOf(FileNotFoundException.class);
      }
    }

    @Test
    void aSessionIsKeptForEachInstance() throws Exception {
      HadoopDirectory place = place();
      try (RemoteHome home = Places.home(place)) {
        home.sessionSlot(new InstanceId("edge1")).save("1:key");
        assertThat(home.sessionSlot(new InstanceId("edge2")).load()).isEmpty();
      }
      try (RemoteHome home = Places.home(place)) {
        assertThat(home.sessionSlot(new InstanceId("edge1")).load()).contains("1:key");
      }
    }
  }

  /** What object stores do not do. */
  abstract static class FileSystemsContract extends Contract {
    @Test
    void whoHasAFileOpenThatIsReplacedReadsItToItsEnd() throws Exception {
      try (RemoteHome home = Places.home(place())) {
        home.write("a", bytes("old"), false);
        home.write(".orch/stage/a", bytes("new"), false);
        try (InputStream reader = home.open("a")) {
          home.replace(".orch/stage/a", "a");
          assertThat(new String(reader.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("old");
        }
      }
    }
  }

  @Nested
  class OnHdfs extends FileSystemsContract {
    @Override
    HadoopDirectory place() throws IOException {
      return Places.hdfs();
    }

    @Test
    void knowsTheChecksumOfAWholeFile() throws Exception {
      byte[] content = new byte[3_000_001];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) (i * 31);
      }
      CRC32C expected = new CRC32C();
      expected.update(content);
      try (RemoteHome home = Places.home(place())) {
        home.write("large", new ByteArrayInputStream(content), false);
        assertThat(home.crc32c("large")).hasValue((int) expected.getValue());
      }
    }
  }

  @Nested
  class OnLocalFiles extends FileSystemsContract {
    @TempDir Path directory;

    @Override
    HadoopDirectory place() throws IOException {
      return Places.local(directory);
    }

    @Test
    void knowsNoChecksum() throws Exception {
      try (RemoteHome home = Places.home(place())) {
        home.write("a", new ByteArrayInputStream(new byte[] {1}), false);
        assertThat(home.crc32c("a")).isEmpty();
      }
    }
  }
}
