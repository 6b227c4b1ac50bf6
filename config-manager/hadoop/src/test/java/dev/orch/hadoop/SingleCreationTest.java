package dev.orch.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems of which nothing is known: local files under another name. */
class SingleCreationTest {
  @TempDir java.nio.file.Path directory;

  /** Either keeps writers from each other when they begin, or not at all. */
  private static final class Unknown extends RawLocalFileSystem {
    private final boolean careful;

    Unknown(boolean careful) {
      this.careful = careful;
    }

    @Override
    public String getScheme() {
      return "unknown";
    }

    @Override
    public URI getUri() {
      return URI.create("unknown:///");
    }

    @Override
    public FSDataOutputStream createNonRecursive(
        Path path,
        FsPermission permission,
        EnumSet<CreateFlag> flags,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      EnumSet<CreateFlag> kept =
          careful ? flags : EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
      return super.createNonRecursive(
          path, permission, kept, bufferSize, replication, blockSize, progress);
    }
  }

  private HadoopDirectory place(boolean careful) throws IOException {
    Unknown fileSystem = new Unknown(careful);
    fileSystem.initialize(URI.create("unknown:///"), new Configuration());
    return new HadoopDirectory(
        fileSystem, new Path("unknown", null, directory.toString()), FileContext::getFileContext);
  }

  @Test
  void aDocumentIsNotKeptWhereTwoWritersCanCreateTheSameFile() throws Exception {
    HadoopDirectory place = place(false);
    SharedDocument document = new SharedDocument(place, ".orch/jobs");
    document.read();

    assertThatThrownBy(() -> document.write("x".getBytes(UTF_8)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("unknown:" + directory + "/.orch/jobs")
        .hasMessageContaining("lets two writers create the same file");

    assertThat(place.names(".orch/jobs")).as("what was tried is removed").isEmpty();
  }

  @Test
  void aDocumentIsKeptWhereOnlyOneCan() throws Exception {
    HadoopDirectory place = place(true);
    SharedDocument document = new SharedDocument(place, ".orch/jobs");
    SharedDocument other = new SharedDocument(place, ".orch/jobs");
    document.read();
    other.read();

    assertThat(document.write("x".getBytes(UTF_8))).isTrue();
    assertThat(other.write("y".getBytes(UTF_8))).isFalse();
    assertThat(place.names(".orch/jobs")).containsExactly("0000000001");
  }

  @Test
  void aVersionThatSomeoneMayStillCompleteIsNotPassedOver() throws Exception {
    HadoopDirectory place = place(true);
    SharedDocument document = new SharedDocument(place, ".orch/jobs");
    document.read();
    document.write("whole".getBytes(UTF_8));
    place.write(".orch/jobs/0000000002", new ByteArrayInputStream("ha".getBytes(UTF_8)), false);
    SharedDocument next = new SharedDocument(place, ".orch/jobs");
    next.read();

    assertThatThrownBy(() -> next.write("after it".getBytes(UTF_8)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(".orch/jobs/0000000002 is not whole");

    place.delete(".orch/jobs/0000000002");
    next.read();
    assertThat(next.write("after it".getBytes(UTF_8))).isTrue();
  }
}
