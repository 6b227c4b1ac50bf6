package dev.orch.hadoop;

import dev.orch.model.home.RemoteHome;
import dev.orch.model.settings.Settings;
import dev.orch.oozie.testing.OozieProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh directories to test in. */
final class Places {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final HadoopFileSystems FILE_SYSTEMS = HadoopFileSystems.open(HadoopSettings.NONE);

  private Places() {}

  /** On a real HDFS. */
  static HadoopDirectory hdfs() throws IOException {
    URI top = OozieProcess.sharedHdfs().hdfs();
    return FILE_SYSTEMS.directory(URI.create(top + "/tests/" + COUNT.incrementAndGet()));
  }

  /** On the local file system, by way of Hadoop. */
  static HadoopDirectory local(Path below) throws IOException {
    Path directory = below.resolve("place " + COUNT.incrementAndGet());
    Files.createDirectories(directory);
    return FILE_SYSTEMS.directory(directory.toUri());
  }

  /** A home in such a directory, as another process would open it. */
  static RemoteHome home(HadoopDirectory place) throws IOException {
    return new HadoopHomes()
        .open(place.uri(""), new Settings(name -> null, name -> null, Map.of()));
  }
}
