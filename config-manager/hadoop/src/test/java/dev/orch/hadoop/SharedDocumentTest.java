package dev.orch.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedDocumentTest {
  private HadoopDirectory place;

  @BeforeEach
  void place() throws IOException {
    place = Places.hdfs();
  }

  private SharedDocument document() {
    return new SharedDocument(place, ".orch/jobs");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Optional<String> text(SharedDocument document) throws IOException {
    return document.read().map(bytes -> new String(bytes, UTF_8));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    SharedDocument document = document();
    assertThat(document.read()).isEmpty();

    for (int i = 0; i < 5; i++) {
      assertThat(document.write(bytes("version " + i))).isTrue();
    }

    assertThat(text(document())).contains("version 4");
    assertThat(place.names(".orch/jobs"))
        .as("the newest and the one before it")
        .containsExactly("0000000004", "0000000005");
  }

  @Test
  void aWriterThatWasOvertakenIsTold() throws Exception {
    SharedDocument slow = document();
    SharedDocument quick = document();
    slow.read();
    quick.read();

    assertThat(quick.write(bytes("quick"))).isTrue();
    assertThat(slow.write(bytes("slow"))).isFalse();
    assertThat(slow.write(bytes("slow again"))).as("until it has read").isFalse();

    assertThat(text(slow)).contains("quick");
    assertThat(slow.write(bytes("after it"))).isTrue();
    assertThat(quick.write(bytes("unaware"))).isFalse();
  }

  @Test
  void nothingIsWrittenBeforeItWasRead() {
    assertThatThrownBy(() -> document().write(bytes("x")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aVersionThatDeathLeftTornIsPassedOverAndItsNumberNotUsedAgain() throws Exception {
    SharedDocument document = document();
    document.read();
    document.write(bytes("whole"));
    place.write(
        ".orch/jobs/0000000002", new ByteArrayInputStream(bytes("half a docu".repeat(20))), false);

    SharedDocument next = document();
    assertThat(text(next)).contains("whole");
    assertThat(next.write(bytes("after the torn one"))).isTrue();

    assertThat(place.names(".orch/jobs")).contains("0000000003");
    assertThat(text(document())).contains("after the torn one");
  }

  @Test
  void theVeryFirstVersionTornIsNoVersion() throws Exception {
    place.write(".orch/jobs/0000000001", new ByteArrayInputStream(bytes("")), false);

    SharedDocument document = document();
    assertThat(document.read()).isEmpty();
    assertThat(document.write(bytes("x"))).isTrue();
    assertThat(text(document())).contains("x");
  }

  @Test
  void versionsOfWhichNoneIsWholeAreNotTakenForNothing() throws Exception {
    place.write(".orch/jobs/0000000007", new ByteArrayInputStream(bytes("x")), false);
    place.write(".orch/jobs/0000000008", new ByteArrayInputStream(bytes("y")), false);

    assertThatThrownBy(() -> document().read())
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining(".orch/jobs");
  }

  private FSDataOutputStream beginWriting(String name, String text) throws IOException {
    URI file = URI.create(place.location() + "/.orch/jobs/" + name);
    FileSystem fileSystem = FileSystem.newInstance(file, new Configuration());
    FSDataOutputStream out = fileSystem.create(new Path(file), false);
    out.write(bytes(text));
    out.hflush();
    return out;
  }

  private static String sealed(String text) {
    return text + Digest.of(bytes(text)).hex() + "\n";
  }

  @Test
  void aWriterThatStandsStillIsOvertakenAndToldSo() throws Exception {
    SharedDocument document = document();
    document.read();
    document.write(bytes("before"));
    FSDataOutputStream slow = beginWriting("0000000002", "half");

    SharedDocument other = document();
    assertThat(text(other)).contains("before");
    assertThat(other.write(bytes("after"))).isTrue();

    assertThatThrownBy(
            () -> {
              slow.write(bytes(" a document"));
              slow.close();
            })
        .isInstanceOf(IOException.class);
    assertThat(text(document())).contains("after");
  }

  @Test
  void aVersionThatIsCompletedAfterItWasPassedOverIsNotLost() throws Exception {
    SharedDocument document = document();
    document.read();
    document.write(bytes("before"));
    String whole = sealed("slow, but whole");
    FSDataOutputStream slow = beginWriting("0000000002", whole.substring(0, 5));
    SharedDocument other = document();
    assertThat(text(other)).contains("before");

    slow.write(bytes(whole.substring(5)));
    slow.close();

    assertThat(other.write(bytes("unaware of it"))).isFalse();
    assertThat(text(other)).contains("slow, but whole");
    assertThat(other.write(bytes("aware of it"))).isTrue();
  }

  /** HDFS on which something happens just before a file is created. */
  private static final class EventfulHdfs extends DistributedFileSystem {
    private final Runnable event;

    EventfulHdfs(Runnable event) {
      this.event = event;
    }

    @Override
    public HdfsDataOutputStreamBuilder createFile(Path path) {
      event.run();
      return super.createFile(path);
    }
  }

  @Test
  void aWriterThatGoesOnAtTheVeryMomentItIsPassedOverIsToldSo() throws Exception {
    SharedDocument document = document();
    document.read();
    document.write(bytes("before"));
    String whole = sealed("slow, but whole");
    FSDataOutputStream slow = beginWriting("0000000002", whole.substring(0, 5));
    AtomicReference<Exception> told = new AtomicReference<>();
    URI location = URI.create(place.location());
    try (EventfulHdfs hdfs = new EventfulHdfs(() -> finish(slow, whole.substring(5), told))) {
      hdfs.initialize(location, new Configuration());
      SharedDocument other =
          new SharedDocument(
              new HadoopDirectory(hdfs, new Path(location), FileContext::getFileContext),
              ".orch/jobs");
      other.read();

      assertThat(other.write(bytes("after"))).isTrue();
    }

    assertThat(told.get()).as("else it would take its version for written").isNotNull();
    assertThat(text(document())).contains("after");
  }

  private static void finish(
      FSDataOutputStream slow, String rest, AtomicReference<Exception> told) {
    try {
      slow.write(bytes(rest));
      slow.close();
    } catch (IOException e) {
      told.set(e);
    }
  }

  @Test
  void whileOneWritesNobodyElseDoes() throws Exception {
    SharedDocument document = document();
    document.read();
    FSDataOutputStream slow = beginWriting("0000000001", "half");

    assertThat(document.write(bytes("another"))).isFalse();
    slow.close();
  }

  @Test
  void whoeverReadsWhileOthersWriteReadsAWholeVersion() throws Exception {
    SharedDocument writer = document();
    writer.read();
    writer.write(bytes("version 0"));
    FutureTask<Integer> reads =
        new FutureTask<>(
            () -> {
              int count = 0;
              while (!text(document()).orElseThrow().equals("version 60")) {
                count++;
              }
              return count;
            });
    Thread reader = new Thread(reads, "orch-test-reader");
    reader.start();

    for (int i = 1; i <= 60; i++) {
      assertThat(writer.write(bytes("version " + i))).isTrue();
    }

    assertThat(reads.get(60, TimeUnit.SECONDS)).isPositive();
  }
}
