package dev.orch.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Agents;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a component on a real HDFS, by the commands. */
class RemoteHomeTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;
  private final Site site = new Site();
  private final Orch orch = site.orch("weather");
  private final String home =
      OozieProcess.shared().hdfs() + "/homes/policy " + COUNT.incrementAndGet();
  private Path started = Path.of("");
  private DiskTree tree = new DiskTree(Path.of(""));
  private Agents agents = new Agents(Path.of(""), site, orch);

  @BeforeEach
  void tree() {
    started = dir.resolve("started");
    agents = new Agents(dir, site, orch);
    orch.property("user.home", dir.toString());
    tree =
        new DiskTree(dir.resolve("tree"))
            .file(
                "policy/component.yaml",
                "trigger: command\n"
                    + "command: { start: 'echo $ORCH_REVISION $ORCH_HOME >> "
                    + started
                    + "' }\n")
            .file("policy/types.xml", "<types/>")
            .file("policy/with blank ☂.properties", "a=1\n");
  }

  @AfterEach
  void end() throws InterruptedException {
    agents.close();
    site.close();
  }

  private String uri() {
    return home.replace(" ", "%20");
  }

  private String file(String path) throws IOException {
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      HadoopDirectory there = all.directory(URI.create(uri()));
      String current = new String(there.read("current", 1000), StandardCharsets.UTF_8).strip();
      return new String(there.read(current + "/" + path, 1000), StandardCharsets.UTF_8);
    }
  }

  private void publish() {
    Result result = orch.run("publish", tree.path());
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  @Test
  void oneCommandBringsADirectoryThereWithoutZooKeeper() throws Exception {
    Orch alone = new Orch().property("user.home", dir.toString());
    String component = tree.path() + "/policy";
    Result dry = alone.run("apply", component, "--home", uri(), "--dry-run");
    assertThat(dry.exit()).as(dry.toString()).isZero();
    assertThat(dry.out()).contains("2 new, 0 modified, 0 deleted; would ask for: restart");

    Result first = alone.run("apply", component, "--home", uri());
    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.err()).contains("applied: 2 new, 0 modified, 0 deleted; asked for: restart");
    assertThat(file("with blank ☂.properties")).isEqualTo("a=1\n");
    assertThat(Files.readString(started)).startsWith("0 hdfs://");

    assertThat(alone.run("apply", component, "--home", uri()).err()).contains("is up to date");

    tree.file("policy/component.yaml", "trigger: command\ncommand: { start: 'exit 3' }\n");
    tree.file("policy/types.xml", "<other/>");
    Result failed = alone.run("apply", component, "--home", uri());
    assertThat(failed.exit()).as(failed.toString()).isEqualTo(6);
    assertThat(failed.err()).contains("failed and undone: the start command", "exit code 3");
    assertThat(file("types.xml")).isEqualTo("<types/>");

    tree.file("policy/component.yaml", "trigger: oozie\noozie: { url: 'http://127.0.0.1:9/' }\n");
    tree.file("policy/a/job.properties", "oozie.wf.application.path=x\n");
    tree.file("policy/a/workflow.xml", "<x/>").without("policy/types.xml");
    assertThat(alone.run("apply", component, "--home", uri()).exit()).isNotZero();
    assertThat(file("types.xml")).isEqualTo("<types/>");
  }

  @Test
  void anAgentWaitsForItsComponentAndAnotherTakesOverFromIt() throws Exception {
    Process first = agents.start("policy", "edge1", uri());
    Await.until("it waits", LIMIT, () -> agents.said("edge1").contains("waits until something is"));
    publish();
    agents.awaitApplied(1, "edge1");
    agents.start("policy", "edge2", uri());
    agents.awaitApplied(1, "edge2");
    assertThat(Files.readString(started).lines()).hasSize(1);

    Result apply = orch.run("apply", tree.path() + "/policy", "--home", uri());
    assertThat(apply.exit()).as(apply.toString()).isEqualTo(4);
    assertThat(apply.err()).contains("The agent edge1 acts for");

    first.destroyForcibly().waitFor();
    tree.file("policy/types.xml", "<changed/>");
    publish();
    agents.awaitApplied(2, "edge2");
    assertThat(file("types.xml")).isEqualTo("<changed/>");
    assertThat(agents.said("edge2")).contains("in place of edge1").doesNotContain("ERROR");

    Result once = orch.run("agent", "-c", "policy", "-i", "edge3", "--home", uri(), "--once");
    assertThat(once.exit()).as("stands by, and all is done: " + once).isZero();
  }
}
