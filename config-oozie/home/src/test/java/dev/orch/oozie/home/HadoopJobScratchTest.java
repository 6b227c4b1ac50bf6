package dev.orch.oozie.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.JobScratch;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory for files that are only looked at, on a real HDFS. */
class HadoopJobScratchTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int LARGE = 1024 * 1024 + 1;

  private static final FileTree TREE =
      Trees.builder()
          .spec(Map.of("trigger", "oozie"))
          .file("night ly/job.properties", "oozie.wf.application.path=x\npassword=secret")
          .file("night ly/workflow.xml", "<workflow-app/>")
          .file("night ly/lib/large.jar", new byte[LARGE])
          .build();

  private final HadoopFileSystems fileSystems = HadoopFileSystems.open(HadoopSettings.NONE);
  private final URI place =
      URI.create(OozieProcess.shared().hdfs() + "/scratch/" + COUNT.incrementAndGet());
  private final HadoopDirectory there;

  HadoopJobScratchTest() throws IOException {
    there = fileSystems.directory(place);
  }

  @BeforeEach
  void anotherWasHereBefore() throws IOException {
    assertThat(there.create("theirs", new byte[1])).isTrue();
  }

  @AfterEach
  void close() throws IOException {
    fileSystems.close();
  }

  private JobScratch open() throws IOException {
    HadoopFileSystems own = HadoopFileSystems.open(HadoopSettings.NONE);
    return new HadoopJobScratch(own, own.directory(place));
  }

  private static Job job() throws Exception {
    return JobSet.read(TREE).job(new JobName("night ly")).orElseThrow();
  }

  @Test
  void whatOozieReadsIsThereAndNoSecretIs() throws Exception {
    try (JobScratch scratch = open()) {
      URI directory = scratch.put(job(), TREE);

      assertThat(directory.toString()).startsWith(scratch.location() + "/").doesNotContain(" ");
      assertThat(fileSystems.directory(directory).files(""))
          .isEqualTo(Map.of("workflow.xml", 15L, "lib/large.jar", 0L));
    }
    assertThat(there.names("")).containsExactly("theirs");
  }

  @Test
  void itIsRemovedByAnInterruptedThreadToo() throws Exception {
    JobScratch scratch = open();
    scratch.put(job(), TREE);
    Thread.currentThread().interrupt();

    scratch.close();

    assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    assertThat(there.names("")).containsExactly("theirs");
    scratch.close();
  }

  @Test
  void nothingIsPutThereOnceItIsGone() throws Exception {
    Job job = job();
    JobScratch scratch = open();
    scratch.close();

    assertThatThrownBy(() -> scratch.put(job, TREE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected " + scratch.location() + " to be open");
    assertThat(there.names("")).containsExactly("theirs");
  }
}
