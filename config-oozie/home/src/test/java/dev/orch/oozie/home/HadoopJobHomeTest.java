package dev.orch.oozie.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobFiles;
import dev.orch.oozie.deploy.JobFilesContract;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobMemory;
import dev.orch.oozie.deploy.JobMemoryContract;
import dev.orch.oozie.deploy.JobRecord;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.HookedTree;
import dev.orch.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A home on a real HDFS. */
class HadoopJobHomeTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final HadoopFileSystems FILE_SYSTEMS = HadoopFileSystems.open(HadoopSettings.NONE);

  private static URI place() {
    return URI.create(OozieProcess.shared().hdfs() + "/homes/" + COUNT.incrementAndGet());
  }

  private static HadoopJobHome open(URI place, String writer) throws IOException {
    return new HadoopJobHome(FILE_SYSTEMS, FILE_SYSTEMS.directory(place), writer);
  }

  private static JobRecord record(String job) {
    return new JobRecord(new JobName(job), JobKind.WORKFLOW, null, null, null, List.of());
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
  void whoeverWasOvertakenIsToldByWhomAndCanGoOnAfterReadingAgain() throws Exception {
    URI place = place();
    JobHome first = open(place, "etl@edge1 (process 1)");
    JobHome second = open(place, "etl@edge2 (process 2)");
    first.load();
    first.save(record("a"));

    second.load();
    second.takeOver(new InstanceId("edge2"));

    assertThatThrownBy(() -> first.save(record("b")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(place.toString())
        .hasMessageContaining("etl@edge2 (process 2)");
    assertThat(second.load()).containsOnlyKeys(new JobName("a"));
    assertThat(first.leader()).contains(new InstanceId("edge2"));
    first.save(record("b"));
    assertThat(second.leader()).as("kept by whoever writes").contains(new InstanceId("edge2"));
  }

  @Test
  void theStateOfTheWholeIsKeptBesideTheJobs() throws Exception {
    URI place = place();
    JobHome home = open(place, "test");
    HomeState state =
        HomeState.NEW
            .seen(new HomeState.Seen("an-id", new ComponentName("ingest"), 7))
            .applied(new HomeState.Applied(6, Digest.of("x".getBytes(UTF_8))));
    home.load();
    home.save(record("a"));

    home.save(state);

    JobHome again = open(place, "test");
    assertThat(again.state()).isEqualTo(state);
    assertThat(again.load()).containsOnlyKeys(new JobName("a"));
  }

  @Test
  void aDirectoryThatAnInterruptedUploadLeftIsNotTakenForWhole() throws Exception {
    URI place = place();
    HadoopDirectory there = FILE_SYSTEMS.directory(place);
    FileTree tree =
        Trees.of(
            "a/job.properties", "oozie.wf.application.path=x", "a/workflow.xml", "<workflow-app/>");
    Job job = JobSet.read(tree).job(new JobName("a")).orElseThrow();
    JobHome home = open(place, "test");
    String path = "a@" + job.digest().abbreviated();
    there.write(path + "/job.properties", new ByteArrayInputStream("oo".getBytes(UTF_8)), false);
    there.write(
        ".orch/stage/" + job.digest().abbreviated() + "/left.xml",
        new ByteArrayInputStream("left".getBytes(UTF_8)),
        false);

    home.put(job, tree, Map.of());

    assertThat(there.files(path)).containsOnlyKeys("job.properties", "workflow.xml");
    assertThat(there.read(path + "/job.properties", 100))
        .asString(UTF_8)
        .isEqualTo("oozie.wf.application.path=x");
  }

  @Test
  void aDocumentOfANewerOrchIsHeldNotMisread() throws Exception {
    URI place = place();
    HadoopDirectory there = FILE_SYSTEMS.directory(place);
    String document = "{\"format\":2,\"writer\":\"x\",\"jobs\":[]}";
    String seal = Digest.of(document.getBytes(UTF_8)).hex() + "\n";
    there.create(".orch/jobs/0000000001", (document + seal).getBytes(UTF_8));

    assertThatThrownBy(() -> open(place, "test").load())
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("expected format 1, found 2");
  }

  @Test
  void directoriesAreNamedSoThatOozieTakesThemForURIs() throws Exception {
    JobHome home = open(place(), "test");
    Digest digest = Digest.of("x".getBytes(UTF_8));

    assertThat(home.directory(new JobName("sub dir/größe~100%"), digest).toString())
        .endsWith("/sub~20dir/gr~C3~B6~C3~9Fe~7E100~25@" + digest.abbreviated());
    assertThat(home.directory(new JobName("plain_name-1.2/x"), digest).toString())
        .endsWith("/plain_name-1.2/x@" + digest.abbreviated());
  }

  @Test
  void theKeyOfASessionIsReadByItsOwnerOnly() throws Exception {
    URI place = place();
    InstanceId edge1 = new InstanceId("edge1");
    open(place, "test").sessionSlot(edge1).save("key 1");
    open(place, "test").sessionSlot(edge1).save("key 2");

    assertThat(open(place, "test").sessionSlot(edge1).load()).contains("key 2");
    assertThat(open(place, "test").sessionSlot(new InstanceId("edge2")).load()).isEmpty();
    URI file = URI.create(place + "/.orch/session-edge1");
    try (FileSystem fileSystem = FileSystem.newInstance(file, new Configuration())) {
      assertThat(fileSystem.getFileStatus(new Path(file)).getPermission().toShort())
          .isEqualTo((short) 0600);
    }
  }

  private static HookedTree meanwhile(FileTree tree, HookedAction action) {
    return new HookedTree(
        tree,
        1,
        () -> {
          try {
            action.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** What another process does. */
  @FunctionalInterface
  private interface HookedAction {
    void run() throws IOException, InterruptedException;
  }

  @Test
  void twoThatUploadTheSameJobAtOnceDisturbNeitherEachOtherNorRunsThatReadIt() throws Exception {
    URI place = place();
    FileTree tree = oneJob();
    Job job = JobSet.read(tree).job(new JobName("a")).orElseThrow();
    JobHome second = open(place, "second");
    HadoopDirectory there = FILE_SYSTEMS.directory(place);
    String path = "a@" + job.digest().abbreviated();

    open(place, "first").put(job, meanwhile(tree, () -> second.put(job, tree, Map.of())), Map.of());

    assertThat(there.files(path)).containsOnlyKeys("job.properties", "workflow.xml");
    assertThat(there.names(".orch/stage")).isEmpty();
  }

  @Test
  void anUploadThatWasOvertakenEndsAndNamesWhoOvertookIt() throws Exception {
    URI place = place();
    FileTree tree = oneJob();
    Job job = JobSet.read(tree).job(new JobName("a")).orElseThrow();
    JobHome first = open(place, "first");
    JobHome second = open(place, "second");
    first.load();

    assertThatThrownBy(
            () ->
                first.put(
                    job,
                    meanwhile(
                        tree,
                        () -> {
                          second.load();
                          second.takeOver(null);
                        }),
                    Map.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("changed meanwhile by second");
    assertThat(FILE_SYSTEMS.directory(place).names(".orch/stage")).isEmpty();
  }

  private static FileTree oneJob() {
    return Trees.of(
        "a/job.properties", "oozie.wf.application.path=x", "a/workflow.xml", "<workflow-app/>");
  }
}
