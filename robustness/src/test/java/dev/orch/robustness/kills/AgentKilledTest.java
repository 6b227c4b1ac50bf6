package dev.orch.robustness.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.robustness.ensemble.JavaProcess;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orch agent} as a process, killed and paused at any time around a publish. */
final class AgentKilledTest {
  private static final int FILES = 20;

  @TempDir private Path directory;
  private Site site;
  private Path home;
  private Path starts;
  private Path alive;

  @BeforeEach
  void open() throws IOException {
    site = new Site(directory, FILES, 1);
    home = Files.createDirectory(directory.resolve("home"));
    starts = directory.resolve("starts");
    alive = Files.createFile(directory.resolve("alive"));
  }

  @AfterEach
  void close() {
    children().forEach(ProcessHandle::destroyForcibly);
    site.close();
  }

  @Test
  void anAgentConvergesAfterKillsAndPauses() throws Exception {
    disturb(2, 11);
  }

  @Tag("full")
  @Test
  void anAgentConvergesAfterManyKillsAndPauses() throws Exception {
    disturb(20, 12);
  }

  private void disturb(int rounds, long fixedSeed) throws Exception {
    Random random = Seed.random("agent killed and paused", fixedSeed);
    publish("first");
    JavaProcess agent = startAgent();
    try {
      assertConverged("first");
      for (int round = 1; round <= rounds; round++) {
        String name = "round-" + round;
        publish(name);
        // Before, within or after the apply.
        agent.endsWithin(Duration.ofMillis(random.nextInt(1_500)));
        if (round % 2 == 1) {
          agent.kill();
          agent = startAgent();
        } else {
          agent.pause();
          // Beyond its session or not.
          agent.endsWithin(Site.SESSION.multipliedBy(random.nextInt(200)).dividedBy(100));
          name += "-paused";
          publish(name);
          agent.resume();
        }
        assertThat(agent.isAlive()).as("the agent runs; see " + site.log()).isTrue();
        assertConverged(name);
      }
      agent.terminate();
      agent.awaitExit(Site.LIMIT);
      assertThat(children()).isEmpty();
    } finally {
      agent.kill();
    }
    assertNoStartSawAMix();
  }

  private void publish(String name) throws InterruptedException {
    Trees tree = Trees.builder();
    site.expected(name).forEach(tree::file);
    FileTree built = tree.build();
    Commits.publish(site.store().revisions(), Site.PROJECT, Site.COMPONENT, built);
  }

  /** Its child notes what it finds in all files, and then runs, told from others by a path. */
  private JavaProcess startAgent() throws IOException {
    String child = "sort -u etc/part-* | tr '\\n' ' ' >> $0; echo >> $0; exec tail -f $1";
    return site.orch(
        List.of(
            "agent",
            "--component",
            Site.COMPONENT,
            "--instance",
            "node-1",
            "--home",
            home.toString(),
            "--settle",
            "200ms",
            "--",
            "/bin/sh",
            "-c",
            child,
            starts.toString(),
            alive.toString()));
  }

  private void assertConverged(String name) throws Exception {
    site.awaitApplied(site.liveRevision());
    assertThat(filesInHome()).isEqualTo(site.expected(name));
    assertThat(children()).as("children that run; see " + site.log()).hasSize(1);
    assertThat(home.resolve(".orch/journal")).doesNotExist();
  }

  private SortedMap<String, String> filesInHome() throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    try (var paths = Files.walk(home.resolve("etc"))) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        found.put(home.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private List<ProcessHandle> children() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").endsWith("/tail"))
        .filter(process -> process.info().commandLine().orElse("").contains(alive.toString()))
        .toList();
  }

  private void assertNoStartSawAMix() throws IOException {
    List<String> seen = Files.readAllLines(starts, StandardCharsets.UTF_8);
    assertThat(seen).isNotEmpty().allMatch(line -> line.strip().matches("[\\w-]+"));
    System.out.println("the child was started " + seen.size() + " times");
  }
}
