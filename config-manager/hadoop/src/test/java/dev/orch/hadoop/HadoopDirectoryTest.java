package dev.orch.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.orch.model.InvalidInputException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.source.SourceFile;
import dev.orch.oozie.testing.OozieProcess;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopDirectoryTest {
  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void aDirectoryIsMovedOnlyToWhereNothingIs() throws Exception {
    HadoopDirectory place = Places.hdfs();
    place.write(".orch/stage/1/a", text("a"), false);
    place.write(".orch/stage/2/b", text("b"), false);

    place.move(".orch/stage/1", "jobs/x");

    assertThat(place.files("jobs")).containsOnlyKeys("x/a");
    assertThatThrownBy(() -> place.move(".orch/stage/2", "jobs/x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("something is there already");
    assertThat(place.files("jobs")).as("not inside it either").containsOnlyKeys("x/a");
    assertThat(place.names(".orch/stage")).containsExactly("2");
  }

  @Test
  void aFileOfItsNameIsCreatedOnce() throws Exception {
    HadoopDirectory place = Places.hdfs();

    assertThat(place.create("x", "first".getBytes(UTF_8))).isTrue();
    assertThat(place.create("x", "second".getBytes(UTF_8))).isFalse();

    assertThat(place.read("x", 100)).asString(UTF_8).isEqualTo("first");
  }

  @Test
  void programsStayExecutable() throws Exception {
    HadoopDirectory place = Places.hdfs();
    place.write("bin/run.sh", text("#!/bin/sh"), true);
    place.write("bin/data", text("x"), false);

    assertThat(place.tree().list(directory -> true).files())
        .extracting(SourceFile::path, SourceFile::executable)
        .containsExactlyInAnyOrder(tuple("bin/run.sh", true), tuple("bin/data", false));
  }

  @Test
  void whatIsNotThereIsEmptyToListAndMissingToRead() throws Exception {
    HadoopDirectory place = Places.hdfs();

    assertThat(place.names("nothing")).isEmpty();
    assertThat(place.files("nothing")).isEmpty();
    place.delete("nothing");
    assertThatThrownBy(() -> place.read("nothing", 10)).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aFileLongerThanExpectedIsNotRead() throws Exception {
    HadoopDirectory place = Places.hdfs();
    place.write("long", text("12345678901"), false);

    assertThatThrownBy(() -> place.read("long", 10)).hasMessageContaining("at most 10 bytes");
  }

  @Test
  void localFilesGetNoChecksumFilesBesideThem(@TempDir Path directory) throws Exception {
    HadoopDirectory place = Places.local(directory);
    place.write("sub dir/x", text("x"), true);

    assertThat(place.files("")).containsOnlyKeys("sub dir/x");
    Path written = Path.of(place.uri("sub dir/x"));
    assertThat(Files.isExecutable(written)).isTrue();
    assertThat(written.resolveSibling(".x.crc")).doesNotExist();
  }

  @Test
  void whoMayNotIsToldSo() throws Exception {
    HadoopDirectory place = Places.hdfs();
    place.write("mine/x", text("x"), false);
    URI location = URI.create(place.location());
    UserGroupInformation other = UserGroupInformation.createRemoteUser("someone-else");

    RefusedException refused =
        other.doAs(
            (PrivilegedExceptionAction<RefusedException>)
                () -> {
                  try (HadoopFileSystems theirs = HadoopFileSystems.open(HadoopSettings.NONE)) {
                    HadoopDirectory same = theirs.directory(location);
                    try {
                      same.write("mine/y", text("y"), false);
                      throw new AssertionError("it was written");
                    } catch (RefusedException e) {
                      return e;
                    }
                  }
                });

    assertThat(refused).hasMessageContaining("mine/y").hasMessageContaining("Permission denied");
    assertThat(refused.getMessage()).doesNotContain("\n");
  }

  @Test
  void aServerThatIsNotThereIsOutOfReach() throws Exception {
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      int unused = freePort();
      HadoopDirectory place = all.directory(URI.create("hdfs://127.0.0.1:" + unused + "/x"));

      assertThatThrownBy(() -> place.names("y"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("127.0.0.1:" + unused);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aSchemeThatNoClassReadsIsNamedWithWhatToDo() {
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      assertThatThrownBy(() -> all.directory(URI.create("nosuch://x/y")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("nosuch");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSchemeWhoseConnectorIsNotThereIsNamedWithWhatToDo() throws Exception {
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      assertThatThrownBy(() -> all.directory(URI.create("s3a://bucket/y")))
          .isInstanceOfSatisfying(
              InvalidInputException.class,
              e ->
                  assertThat(e.problems().toString())
                      .contains("the scheme s3a", "S3AFileSystem", "lib/hadoop"));
    }
  }

  @Test
  void theClustersFilesSayWhatTheDefaultFileSystemIs(@TempDir Path conf) throws Exception {
    URI hdfs = OozieProcess.sharedHdfs().hdfs();
    Files.writeString(
        conf.resolve("core-site.xml"),
        "<configuration><property><name>fs.defaultFS</name><value>"
            + hdfs
            + "</value></property></configuration>");

    try (HadoopFileSystems all = HadoopFileSystems.open(new HadoopSettings(conf, null, null))) {
      assertThat(all.directory(URI.create("hdfs:///apps/x")).location())
          .isEqualTo(hdfs + "/apps/x");
    }
  }

  @Test
  void aFileThatIsTakenAwayWhileItIsWrittenIsAFailureLikeOthers() throws Exception {
    HadoopDirectory place = Places.hdfs();
    InputStream taking =
        new FilterInputStream(text("x")) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            place.delete("stage");
            return super.read(bytes, offset, length);
          }
        };

    assertThatThrownBy(() -> place.write("stage/file", taking, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stage/file");
  }
}
