package dev.orch.oozie.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.oozie.deploy.JobFiles;
import dev.orch.oozie.deploy.JobFilesContract;
import dev.orch.oozie.deploy.JobMemory;
import dev.orch.oozie.deploy.JobMemoryContract;
import dev.orch.stores.testing.S3Process;
import java.io.IOException;
import java.net.URI;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A home of jobs on S3. */
class JobHomesOnS3Test {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final HadoopFileSystems FILE_SYSTEMS = fileSystems();

  private static HadoopFileSystems fileSystems() {
    // What core-site.xml of these tests refers to.
    System.setProperty("orch.test.s3", S3Process.shared().endpoint().toString());
    return HadoopFileSystems.open(HadoopSettings.NONE);
  }

  private static URI place() {
    return URI.create("s3a://" + S3Process.BUCKET + "/jobs/" + COUNT.incrementAndGet());
  }

  private static HadoopJobHome open(URI place, String writer) throws IOException {
    return new HadoopJobHome(FILE_SYSTEMS, FILE_SYSTEMS.directory(place), writer);
  }

  @Nested
  class Files extends JobFilesContract {
    @Override
    protected JobFiles empty() throws IOException {
      return open(place(), "test");
    }

    @Override
    protected SortedMap<String, byte[]> below(URI directory) throws IOException {
      HadoopDirectory there = FILE_SYSTEMS.directory(directory);
      SortedMap<String, byte[]> all = new TreeMap<>();
      for (String path : there.files("").keySet()) {
        all.put(path, there.read(path, 1000));
      }
      return all;
    }
  }

  @Nested
  class Memory extends JobMemoryContract {
    private URI place = URI.create("");

    @Override
    protected JobMemory empty() throws IOException {
      place = place();
      return open(place, "test");
    }

    @Override
    protected JobMemory reopened() throws IOException {
      return open(place, "test");
    }
  }

  @Test
  void whoeverWasOvertakenIsToldByWhom() throws Exception {
    URI place = place();
    HadoopJobHome first = open(place, "first");
    HadoopJobHome second = open(place, "second");
    first.load();
    first.takeOver(new InstanceId("edge1"));
    second.load();
    second.takeOver(new InstanceId("edge2"));

    assertThatThrownBy(() -> first.takeOver(new InstanceId("edge1")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("changed meanwhile by second");
    assertThat(first.leader()).contains(new InstanceId("edge2"));
  }
}
