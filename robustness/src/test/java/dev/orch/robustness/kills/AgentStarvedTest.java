package dev.orch.robustness.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceState;
import dev.orch.robustness.chaos.Seen;
import dev.orch.robustness.ensemble.JavaProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orch agent} as a process that gets too little of what it needs. */
@Tag("full")
final class AgentStarvedTest {
  private static final int MANY_FILES = 20_000;
  private static final int BURNERS = 16;
  private static final int MEBIBYTE = 1024 * 1024;

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void open() {
    site = new Site(directory, 1, 1);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private JavaProcess startAgent(Path home, String... flags) throws IOException {
    return site.orch(
        List.of(flags),
        List.of(
            "agent",
            "--component",
            Site.COMPONENT,
            "--instance",
            "node-1",
            "--home",
            home.toString()));
  }

  private long publish(FileTree tree) throws InterruptedException {
    return Commits.publish(site.store().revisions(), Site.PROJECT, Site.COMPONENT, tree).number();
  }

  private static FileTree files(int count, String changed) {
    Trees tree = Trees.builder().file("changed", changed);
    for (int i = 0; i < count; i++) {
      tree.file("d" + i % 50 + "/file-" + i + ".conf", "value " + i + "\n");
    }
    return tree.build();
  }

  @Test
  void twentyThousandFilesFitIntoAHeapOf64Mebibytes() throws Exception {
    Path home = directory.resolve("home");
    long first = publish(files(MANY_FILES, "1"));
    try (JavaProcess agent = startAgent(home, "-Xmx64m")) {
      long begun = System.nanoTime();
      site.awaitApplied(first);
      Seen.print("64 MiB of heap, %d files: first applied after %s", MANY_FILES, Seen.since(begun));
      for (int i = 2; i <= 4; i++) {
        begun = System.nanoTime();
        site.awaitApplied(publish(files(MANY_FILES, "" + i)));
        Seen.print(
            "64 MiB of heap, one file of %d changed: after %s", MANY_FILES, Seen.since(begun));
      }
      assertThat(agent.isAlive()).isTrue();
    }
    assertThat(home.resolve("changed")).hasContent("4");
    assertThat(site.log()).content().doesNotContain("OutOfMemoryError");
  }

  @Test
  void anAgentThatHardlyGetsTheProcessorIsSlowAndNotWrong() throws Exception {
    try (JavaProcess agent = startAgent(directory.resolve("home"))) {
      site.awaitApplied(publish(files(100, "1")));
      long begun = System.nanoTime();
      site.awaitApplied(publish(files(100, "2")));
      String alone = Seen.since(begun);
      run("renice", "-n", "19", "-p", Long.toString(agent.pid()));
      List<Process> burners = new ArrayList<>();
      try {
        for (int i = 0; i < BURNERS; i++) {
          burners.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
        }
        begun = System.nanoTime();
        site.awaitApplied(publish(files(100, "3")));
        Seen.print(
            "processor: a change applied after %s alone, %s beside %d busy processes and nice 19",
            alone, Seen.since(begun), BURNERS);
      } finally {
        burners.forEach(Process::destroyForcibly);
      }
      assertThat(agent.isAlive()).isTrue();
    }
  }

  @Test
  void anAgentWithoutRoomOnItsDiskSaysSoAndGoesOnWhenThereIs() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
        .as("this test needs the right to mount a small tmpfs")
        .isZero();
    try (JavaProcess agent = startAgent(disk.resolve("home"))) {
      site.awaitApplied(publish(files(10, "1")));
      publish(Trees.ofBytes(Map.of("large", new byte[4 * MEBIBYTE])));
      Await.until(
          "it fails; see " + site.log(),
          Site.LIMIT,
          () ->
              site.instance()
                  .filter(status -> status.report().state() == InstanceState.FAILED)
                  .isPresent());
      String error = site.instance().orElseThrow().report().error().orElse("");
      Seen.print("disk: FAILED: %s", error);
      assertThat(error).contains("No space left");
      assertThat(disk.resolve("home/changed")).hasContent("1");
      site.awaitApplied(publish(files(10, "3")));
      assertThat(disk.resolve("home/changed")).hasContent("3");
      agent.terminate();
      agent.awaitExit(Site.LIMIT);
    } finally {
      run("umount", disk.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }
}
