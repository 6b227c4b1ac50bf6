package dev.orch.oozie.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.CorruptDataException;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.testing.LyingTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JobFiles} keeps. */
public abstract class JobFilesContract {
  private JobFiles files;

  /** One that holds nothing yet. */
  protected abstract JobFiles empty() throws IOException;

  /** The bytes of all files below a directory, by path below it; none if it is not there. */
  protected abstract SortedMap<String, byte[]> below(URI directory) throws IOException;

  @BeforeEach
  void begin() throws IOException {
    files = empty();
  }

  private static Trees job(Trees trees, String name, String workflow) {
    return trees
        .file(name + "/job.properties", "oozie.wf.application.path=x")
        .file(name + "/workflow.xml", workflow)
        .file(name + "/lib/größe 1.jar", new byte[] {0, -1, 13, 10});
  }

  private static Job read(FileTree tree, String name) throws IOException, InterruptedException {
    return JobSet.read(tree).job(new JobName(name)).orElseThrow();
  }

  private Job put(FileTree tree, String name) throws IOException, InterruptedException {
    Job job = read(tree, name);
    files.put(job, tree, Map.of());
    return job;
  }

  private SortedMap<String, byte[]> of(Job job) throws IOException {
    return below(files.directory(job.name(), job.digest()));
  }

  @Test
  void theFilesOfAJobLieInADirectoryOfItsState() throws Exception {
    FileTree tree = job(Trees.builder(), "a", "<workflow-app name='w'/>").build();
    Job job = read(tree, "a");

    files.put(job, tree, Map.of(new ConfigPath("orch-made.xml"), "made".getBytes(UTF_8)));

    assertThat(of(job))
        .containsOnlyKeys("job.properties", "workflow.xml", "lib/größe 1.jar", "orch-made.xml")
        .containsEntry("lib/größe 1.jar", new byte[] {0, -1, 13, 10})
        .containsEntry("orch-made.xml", "made".getBytes(UTF_8));
  }

  @Test
  void puttingThemAgainChangesNothing() throws Exception {
    FileTree tree = job(Trees.builder(), "a", "<workflow-app name='w'/>").build();
    Job job = put(tree, "a");

    files.put(job, tree, Map.of());

    assertThat(of(job)).hasSize(3);
  }

  @Test
  void otherStatesOfAJobAreRemovedAndNoOtherJobs() throws Exception {
    Trees trees = job(Trees.builder(), "a", "<workflow-app name='1'/>");
    job(trees, "a/nested", "<workflow-app name='n'/>");
    job(trees, "ab", "<workflow-app name='ab'/>");
    Job former = put(trees.build(), "a");
    Job nested = put(trees.build(), "a/nested");
    Job other = put(trees.build(), "ab");
    Job kept = put(job(trees, "a", "<workflow-app name='2'/>").build(), "a");

    files.keepOnly(new JobName("a"), Set.of(kept.digest()));

    assertThat(of(former)).isEmpty();
    assertThat(of(kept)).hasSize(3);
    assertThat(of(nested)).hasSize(3);
    assertThat(of(other)).hasSize(3);

    files.keepOnly(new JobName("a"), Set.of());

    assertThat(of(kept)).isEmpty();
    assertThat(of(nested)).hasSize(3);
  }

  @Test
  void aComponentThatIsOneJobHasItsStatesToo() throws Exception {
    Trees trees =
        Trees.builder()
            .file("job.properties", "oozie.wf.application.path=x")
            .file("workflow.xml", "<workflow-app name='w'/>");
    Job former = put(trees.build(), ".");
    Job kept = put(trees.file("more.txt", "x").build(), ".");

    files.keepOnly(JobName.WHOLE, Set.of(kept.digest()));

    assertThat(of(former)).isEmpty();
    assertThat(of(kept)).containsOnlyKeys("job.properties", "workflow.xml", "more.txt");
  }

  @Test
  void bytesThatAreNotTheJobsAreRefusedAndNobodyFindsThem() throws Exception {
    FileTree tree = job(Trees.builder(), "a", "<workflow-app name='w'/>").build();
    Job job = read(tree, "a");
    FileTree lying = new LyingTree(tree, "something else");

    assertThatThrownBy(() -> files.put(job, lying, Map.of()))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageMatching("a/.*: expected .*");

    assertThat(of(job)).isEmpty();
  }
}
