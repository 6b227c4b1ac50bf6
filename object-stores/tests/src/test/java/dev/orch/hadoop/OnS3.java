package dev.orch.hadoop;

import dev.orch.stores.testing.S3Process;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh directories in a bucket. */
final class OnS3 {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final HadoopFileSystems FILE_SYSTEMS = open();

  private OnS3() {}

  private static HadoopFileSystems open() {
    // What core-site.xml of these tests refers to.
    System.setProperty("orch.test.s3", S3Process.shared().endpoint().toString());
    return HadoopFileSystems.open(HadoopSettings.NONE);
  }

  static URI uri() {
    return URI.create("s3a://" + S3Process.BUCKET + "/tests/" + COUNT.incrementAndGet());
  }

  static HadoopDirectory place() throws IOException {
    return at(uri());
  }

  static HadoopDirectory at(URI uri) throws IOException {
    return FILE_SYSTEMS.directory(uri);
  }
}
