package dev.orch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import dev.orch.engine.state.Journal;
import dev.orch.model.Digest;
import dev.orch.testing.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path dir;
  private Site site;

  @BeforeEach
  void start() {
    site = new Site();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void findsNothingWrongAndLeavesNothingBehind() throws Exception {
    Result result = site.orch("weather").run("doctor", "--home", home());
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.out()).contains("reads and writes", "this machine", "not there yet");
    assertThat(result.out()).doesNotContain("problem", "warning");
    assertThat(dir.resolve("home")).doesNotExist();
    try (ZooKeeper session = session()) {
      assertThat(session.getChildren("/", false)).containsExactly("zookeeper");
    }
  }

  @Test
  void namesTheServerThatIsDownAmongThoseThatAreNot() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Result result =
        new Orch()
            .run(
                "doctor",
                "--zk",
                site.connect() + ",127.0.0.1:" + closed,
                "--connect-timeout",
                "1s",
                "-o",
                "json");
    assertThat(result.exit()).as(result.toString()).isEqualTo(3);
    assertThat(result.out())
        .contains(site.connect() + ": reads and writes")
        .contains("127.0.0.1:" + closed + " (connection refused)", "\"verdict\" : \"problem\"");
  }

  @Test
  void saysWhereThisClientMayNotWrite() throws Exception {
    try (ZooKeeper session = session()) {
      session.create("/orch", new byte[0], Ids.READ_ACL_UNSAFE, CreateMode.PERSISTENT);
    }
    Result result = site.orch("weather").run("doctor");
    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(result.out()).contains("may not make znodes below /orch", "setAcl");
  }

  @Test
  void aHomeThatAnAgentHoldsIsWell() throws Exception {
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.orch.cli.Main",
                "agent",
                "--zk",
                site.connect(),
                "--project",
                "weather",
                "--component",
                "file-mgr",
                "--home",
                home())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("agent.out").toFile())
            .start();
    try {
      Path lock = dir.resolve("home/.orch/lock");
      Await.until(
          "the agent holds its home",
          Duration.ofSeconds(60),
          () -> Files.exists(lock) && Files.size(lock) > 0);
      Result result = site.orch("weather").run("doctor", "--home", home());
      assertThat(result.exit()).as(result.toString()).isZero();
      assertThat(result.out()).contains("held by").contains("process " + agent.pid());
    } finally {
      agent.destroy();
      agent.waitFor();
    }
    assertThat(site.orch("weather").run("doctor", "--home", home()).out())
        .contains("held by nobody");
  }

  @Test
  void aHomeWhoseApplyWasInterruptedNeedsItsAgent() throws Exception {
    DiskTree tree = new DiskTree(dir.resolve("comp")).file("a.txt", "1");
    assertThat(new Orch().run("apply", tree.path(), "--home", home()).exit()).isZero();
    Journal journal =
        new Journal(Journal.Direction.FORWARD, Journal.Phase.MOVED, Digest.of(new byte[0]), "");
    Files.write(dir.resolve("home/.orch/journal"), journal.format());

    Result result = site.orch("weather").run("doctor", "--home", home());

    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(result.out()).contains("interrupted at MOVED", "Start the agent");
    assertThat(dir.resolve("home/.orch/journal")).exists();

    Files.writeString(dir.resolve("home/.orch/journal"), "nonsense");
    assertThat(site.orch("weather").run("doctor", "--home", home()).exit()).isEqualTo(4);
    Files.writeString(dir.resolve("file"), "");
    assertThat(site.orch("weather").run("doctor", "--home", dir.resolve("file").toString()).out())
        .contains("expected a directory");
  }

  private ZooKeeper session() throws Exception {
    ZooKeeper session = new ZooKeeper(site.connect(), 10_000, event -> {});
    Await.until("connected", () -> session.getState().isConnected());
    return session;
  }

  private String home() {
    return dir.resolve("home").toString();
  }
}
