package dev.orch.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps one of several writers from going on, and readers from a mix. */
class FenceOnS3Test {
  private static final int WRITERS = 4;
  private static final int ROUNDS = 20;

  @TempDir Path conf;

  private static String text(SharedDocument document) throws IOException {
    return new String(document.read().orElseThrow(), UTF_8);
  }

  @Test
  void ofSeveralWhoWriteTheSameVersionOneHasWrittenIt() throws Exception {
    URI uri = OnS3.uri();
    List<SharedDocument> documents = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      SharedDocument document = new SharedDocument(OnS3.at(uri), ".orch/home");
      documents.add(document);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (SharedDocument document : documents) {
        document.read();
      }
      List<FutureTask<Boolean>> writes = new ArrayList<>();
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      for (int i = 0; i < WRITERS; i++) {
        SharedDocument document = documents.get(i);
        byte[] content = ("round " + round + " writer " + i).getBytes(UTF_8);
        FutureTask<Boolean> write =
            new FutureTask<>(
                () -> {
                  start.await();
                  return document.write(content);
                });
        writes.add(write);
        new Thread(write, "orch-test-writer-" + i).start();
      }
      List<Integer> written = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        if (writes.get(i).get(60, TimeUnit.SECONDS)) {
          written.add(i);
        }
      }
      assertThat(written).as("round " + round).hasSize(1);
      assertThat(text(documents.get(0))).isEqualTo("round " + round + " writer " + written.get(0));
    }
  }

  @Test
  void aHomeIsRefusedWhereTheConnectorWritesOverWhatOthersWrote() throws Exception {
    Files.writeString(
        conf.resolve("core-site.xml"),
        "<configuration><property><name>fs.s3a.create.conditional.enabled</name>"
            + "<value>false</value></property></configuration>");
    URI uri = OnS3.uri();
    try (HadoopFileSystems careless =
        HadoopFileSystems.open(new HadoopSettings(conf, null, null))) {
      SharedDocument document = new SharedDocument(careless.directory(uri), ".orch/home");
      assertThat(document.read()).isEmpty();

      assertThatThrownBy(() -> document.write("x".getBytes(UTF_8)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("lets two writers create the same file");
    }
    assertThat(OnS3.at(uri).names(".orch/home")).isEmpty();
  }

  @Test
  void whoReadsALargeFileThatIsReplacedFailsAndGetsNoMix() throws Exception {
    HadoopDirectory place = OnS3.place();
    byte[] old = new byte[9_000_000];
    byte[] next = new byte[old.length];
    Arrays.fill(next, (byte) 1);
    place.write("file", new ByteArrayInputStream(old), false);
    place.write("next", new ByteArrayInputStream(next), false);
    try (InputStream in = place.open("file")) {
      byte[] begun = in.readNBytes(1000);
      place.replace("next", "file");

      assertThat(begun).containsOnly(0);
      // What was not sent yet is gone, and the connector asks for nothing but that.
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
    assertThat(place.read("file", next.length)).isEqualTo(next);
  }
}
