package dev.orch.hadoop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is not taken for empty, and the reason is told. */
class AwayOnS3Test {
  @TempDir Path conf;

  private HadoopFileSystems with(String name, String value) throws IOException {
    Files.writeString(
        conf.resolve("core-site.xml"),
        "<configuration><property><name>"
            + name
            + "</name><value>"
            + value
            + "</value></property></configuration>");
    OnS3.place();
    return HadoopFileSystems.open(new HadoopSettings(conf, null, null));
  }

  @Test
  void aBucketThatIsNotThereIsNoEmptyDirectory() throws Exception {
    OnS3.place();
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      assertThatThrownBy(() -> all.directory(URI.create("s3a://no-such-bucket/x")).names(""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no-such-bucket");
    }
  }

  @Test
  void whoHasTheWrongKeyIsToldSo() throws Exception {
    try (HadoopFileSystems all = with("fs.s3a.secret.key", "wrong")) {
      assertThatThrownBy(() -> all.directory(OnS3.uri()).names(""))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void aStoreThatIsNotThereIsOutOfReach() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    try (HadoopFileSystems all = with("fs.s3a.endpoint", "http://127.0.0.1:" + unused)) {
      assertThatThrownBy(() -> all.directory(OnS3.uri()).names(""))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("could not list s3a:");
    }
  }
}
