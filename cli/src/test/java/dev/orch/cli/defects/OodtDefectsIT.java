package dev.orch.cli.defects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.config.ConfigurationFactory;
import dev.orch.config.ConfigurationManager;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects 3 to 13, each met through the whole line: tree, store, agent, home. */
class OodtDefectsIT {
  @TempDir Path dir;

  private final Site site = new Site();
  private final Orch orch = site.orch("weather");
  private DiskTree tree;

  @AfterEach
  void stop() {
    site.close();
  }

  @BeforeEach
  void makeTree() {
    tree = new DiskTree(dir.resolve("tree")).file("comp/etc/a.properties", "a=1\n");
  }

  private Result publish(String... more) {
    List<String> args = new ArrayList<>(List.of("publish", tree.path()));
    args.addAll(List.of(more));
    return orch.run(args.toArray(String[]::new));
  }

  private Result once() {
    return orch.run("agent", "-c", "comp", "-i", "n1", "--home", home().toString(), "--once");
  }

  private Path home() {
    return dir.resolve("home");
  }

  @Test
  void defect3AFailedReloadIsToldAndTheNextRevisionIsTried() throws Exception {
    tree.file("comp/component.yaml", "command: { start: 'grep -q fine etc/a.properties' }\n");
    tree.file("comp/etc/a.properties", "a=fine\n");
    publish();
    try (Running agent =
        orch.start("agent", "-c", "comp", "-i", "n1", "--home", home().toString())) {
      Await.until("it runs", () -> orch.run("verify", tree.path()).exit() == 0);
      tree.file("comp/etc/a.properties", "a=bad\n");
      publish();
      Await.until("it is told", () -> orch.run("status").out().contains("FAILED"));
      assertThat(orch.run("status").out()).contains("weather/comp/n1: ");
      assertThat(home().resolve("etc/a.properties")).hasContent("a=fine");
      tree.file("comp/etc/a.properties", "a=fine again\n");
      publish();
      Await.until("it is tried", () -> orch.run("verify", tree.path()).exit() == 0);
      agent.interrupt();
    }
  }

  @Test
  void defect4DeletionsPropagateAndVerifySeesThem() {
    tree.file("comp/etc/b.xml", "<b/>").file("comp/etc/c.xml", "<c/>");
    publish();
    once();
    tree.without("comp/etc/b.xml");
    assertThat(orch.run("verify", tree.path()).exit()).isEqualTo(1);
    publish();
    assertThat(orch.run("cat", "comp/etc/b.xml").exit()).isEqualTo(2);
    assertThat(once().exit()).isZero();
    assertThat(home().resolve("etc/b.xml")).doesNotExist();
    assertThat(home().resolve("etc/c.xml")).exists();
  }

  @Test
  void defect5BytesStayBytes() throws Exception {
    byte[] binary = new byte[4096];
    new Random(5).nextBytes(binary);
    tree.file("comp/etc/blob", binary)
        .file("comp/etc/latin1.properties", new byte[] {'a', '=', (byte) 0xE9, '\r', '\n'});
    publish();
    once();
    assertThat(orch.run("cat", "comp/etc/blob").bytes()).isEqualTo(binary);
    assertThat(Files.readAllBytes(home().resolve("etc/blob"))).isEqualTo(binary);
    assertThat(Files.readAllBytes(home().resolve("etc/latin1.properties")))
        .containsExactly('a', '=', 0xE9, '\r', '\n');
  }

  @Test
  void defect6FilesAboveOneMebibyteAreWholeAndTooLargeOnesRefusedBeforeAnythingIsWritten()
      throws Exception {
    byte[] large = new byte[5 << 20];
    new Random(6).nextBytes(large);
    tree.file("comp/lib/large.bin", large);
    assertThat(publish().exit()).isZero();
    assertThat(once().exit()).isZero();
    assertThat(Files.readAllBytes(home().resolve("lib/large.bin"))).isEqualTo(large);

    try (RandomAccessFile sparse =
        new RandomAccessFile(Path.of(tree.path(), "comp/lib/huge.bin").toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    tree.file("comp/etc/a.properties", "a=2\n");
    Result refused = publish();
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("comp/lib/huge.bin");
    assertThat(orch.run("cat", "comp/etc/a.properties").out()).isEqualTo("a=1\n");
  }

  @Test
  void defect7ExitCodesTellTheTruth() {
    assertThat(publish().exit()).isZero();
    assertThat(orch.run("plan", tree.file("comp/x", "x").path()).exit()).isEqualTo(1);
    assertThat(orch.run("publish", dir.resolve("nowhere").toString()).exit()).isEqualTo(2);
    assertThat(orch.run("status", "--zk", "127.0.0.1:1", "--connect-timeout", "300ms").exit())
        .isEqualTo(3);
    assertThat(orch.run("rollback", "--to", "1").exit()).isEqualTo(4);
    Result failed =
        orch.run(
            "apply",
            Path.of(tree.path(), "comp").toString(),
            "--home",
            home().toString(),
            "--start-command",
            "false");
    assertThat(failed.exit()).isEqualTo(6);
  }

  @Test
  void defect8EachTimeoutIsASettingOfItsOwn() {
    long start = System.nanoTime();
    Result result =
        orch.env("ORCH_ZK_SESSION_TIMEOUT", "120s")
            .env("ORCH_ZK_REQUEST_TIMEOUT", "120s")
            .env("ORCH_ZK_CONNECT_TIMEOUT", "400ms")
            .run("status", "--zk", "127.0.0.1:1");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    assertThat(orch.env("ORCH_ZK_REQUEST_TIMEOUT", "bad").run("status").err())
        .contains("orch.zk.request-timeout");
  }

  @Test
  void defect9ClearNeverTouchesAHome() {
    publish();
    once();
    new DiskTree(home()).file("logs/theirs.log", "x");
    assertThat(orch.run("clear", "--yes").exit()).isZero();
    Result after = once();
    assertThat(after.exit()).isZero();
    assertThat(after.err()).contains("warning");
    assertThat(home().resolve("etc/a.properties")).hasContent("a=1");
    assertThat(home().resolve("logs/theirs.log")).hasContent("x");
    assertThat(orch.run("status").out()).contains("CLEARED");
  }

  @Test
  void defect10WithoutZooKeeperWhatIsThereIsRun() throws Exception {
    publish();
    once();
    site.server().stop();
    try (ConfigurationManager manager =
        ConfigurationFactory.builder("comp")
            .project("weather")
            .home(home())
            .store(
                new StoreSettings(
                    site.connect(),
                    Duration.ofSeconds(1),
                    StoreSettings.DEFAULT_SESSION_TIMEOUT,
                    StoreSettings.DEFAULT_REQUEST_TIMEOUT))
            .distributed()) {
      assertThat(new String(manager.loadConfiguration().bytes("etc/a.properties"), UTF_8))
          .isEqualTo("a=1\n");
    }
    long start = System.nanoTime();
    Result result =
        orch.run(
            "agent",
            "-c",
            "comp",
            "-i",
            "n1",
            "--home",
            home().toString(),
            "--once",
            "--connect-timeout",
            "1s");
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.err()).contains("warning");
    assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
  }

  @Test
  void defect11TheFirstUserDoesNotLockOutTheSecond() throws Exception {
    publish();
    try (ZooKeeper other = new ZooKeeper(site.connect(), 10_000, event -> {})) {
      other.addAuthInfo("digest", "somebody:else".getBytes(UTF_8));
      for (String shared : List.of("/orch", "/orch/projects")) {
        assertThat(other.getACL(shared, null))
            .as(shared)
            .anySatisfy(
                acl -> {
                  assertThat(acl.getId()).isEqualTo(ZooDefs.Ids.ANYONE_ID_UNSAFE);
                  assertThat(acl.getPerms() & ZooDefs.Perms.CREATE).isNotZero();
                });
      }
    }
    assertThat(publish("-p", "second", "--author", "somebody-else").exit()).isZero();
  }

  @Test
  void defect12ConcurrentPublishersAreOrderedAndNoneGoesUnnoticed() throws Exception {
    List<DiskTree> trees = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      trees.add(new DiskTree(dir.resolve("tree-" + i)).file("comp/etc/who.txt", "publisher " + i));
    }
    assertThat(exits(trees)).as("first publishers of a project").containsOnly(0);
    assertThat(orch.run("history").out().lines()).hasSize(5);

    for (int i = 0; i < 4; i++) {
      trees.get(i).file("comp/etc/who.txt", "later publisher " + i);
    }
    assertThat(exits(trees, "--expect-revision", "4"))
        .as("of those who expect the same revision one wins")
        .containsExactlyInAnyOrder(0, 4, 4, 4);
  }

  private List<Integer> exits(List<DiskTree> trees, String... more) throws InterruptedException {
    List<Running> calls = new ArrayList<>();
    for (DiskTree each : trees) {
      List<String> args = new ArrayList<>(List.of("publish", each.path()));
      args.addAll(List.of(more));
      calls.add(orch.start(args.toArray(String[]::new)));
    }
    List<Integer> exits = new ArrayList<>();
    for (Running call : calls) {
      try (call) {
        exits.add(call.await().exit());
      }
    }
    return exits;
  }

  @Test
  void defect13ThereIsHistoryRollbackChecksumsDryRunAndWhatEachInstanceApplied() throws Exception {
    publish("-m", "one");
    tree.file("comp/etc/a.properties", "a=2\n");
    assertThat(publish("--dry-run").out()).contains("~ comp/etc/a.properties");
    publish("-m", "two");
    assertThat(orch.run("rollback", "--to", "1", "--yes").exit()).isZero();
    assertThat(orch.run("history", "-o", "json").out())
        .contains("\"kind\" : \"rollback\"", "\"message\" : \"two\"", "\"digest\" : ");
    once();
    assertThat(home().resolve("etc/a.properties")).hasContent("a=1");
    assertThat(orch.run("status", "-o", "json").out())
        .contains("\"appliedRevision\" : 3", "\"inSync\" : true");
    ConfigurationManager manager =
        ConfigurationFactory.builder("comp")
            .project("weather")
            .home(home())
            .store(StoreSettings.of(site.connect()))
            .distributed();
    assertThat(manager.loadConfiguration().revision()).hasValue(3);
    manager.close();
  }
}
