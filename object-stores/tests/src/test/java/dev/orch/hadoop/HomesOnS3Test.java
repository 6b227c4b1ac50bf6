package dev.orch.hadoop;

import dev.orch.testing.Await;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

/** A home on S3 keeps what homes on HDFS keep. */
class HomesOnS3Test {
  @Nested
  class Calls extends HadoopHomeTest.Contract {
    @Override
    HadoopDirectory place() throws IOException {
      return OnS3.place();
    }
  }

  @Nested
  class Passes extends RemotePassesTest.OnAny {
    @Override
    HadoopDirectory newPlace() throws IOException {
      return OnS3.place();
    }

    /** In another second than before: S3 tells no finer times, and sizes may be the same. */
    @Override
    void change(String path, String text) throws IOException {
      Instant before = modified(path);
      Await.until(
          path + " is changed in another second",
          () -> {
            super.change(path, text);
            return !modified(path).equals(before);
          });
    }

    private Instant modified(String path) throws IOException {
      String directory = path.substring(0, path.lastIndexOf('/'));
      String name = path.substring(directory.length() + 1);
      return Objects.requireNonNull(place().statuses(directory).get(name)).modified();
    }
  }

  @Nested
  class Crashes extends RemoteCrashTest {
    @Override
    HadoopDirectory newPlace() throws IOException {
      return OnS3.place();
    }
  }
}
