package dev.orch.cli.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportOodtCommandTest {
  private static final String WEATHER = "/oodt/projects/weather/components/";

  @TempDir Path dir;

  private final Site site = new Site();
  private final Orch orch = new Orch();
  private ZooKeeper zk;

  @BeforeEach
  void connect() throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    zk =
        new ZooKeeper(
            site.connect(),
            30_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void close() throws Exception {
    zk.close();
    site.close();
  }

  private void node(String path, byte[] data) throws Exception {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      create(path.substring(0, slash), new byte[0]);
    }
    create(path, data);
  }

  private void create(String path, byte[] data) throws Exception {
    try {
      zk.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    } catch (KeeperException.NodeExistsException e) {
      assertThat(data).as(path).isEmpty();
    }
  }

  private Result run() {
    return orch.run(
        "import", "oodt", "--zk", site.connect(), "--to", dir.resolve("out").toString());
  }

  @Test
  void itsProjectsBecomeDesiredTreesByteForByte() throws Exception {
    byte[] binary = new byte[200_000];
    new Random(5).nextBytes(binary);
    node(WEATHER + "filemgr/properties/etc/filemgr.properties", "port=9000\n".getBytes(UTF_8));
    node(WEATHER + "filemgr/configuration/policy/core/größe und mehr.xml", "<a/>".getBytes(UTF_8));
    node(WEATHER + "filemgr/configuration/policy/mime.bin", binary);
    node(WEATHER + "filemgr/configuration/empty", new byte[0]);
    node(WEATHER + "resmgr/properties/resource.conf", "a=1\n".getBytes(UTF_8));
    node(WEATHER + "wmgr/properties", new byte[0]);
    node("/oodt/projects/ocean/components/wmgr/configuration/x", "x".getBytes(UTF_8));
    node("/oodt/projects/weather/notifications", "publish".getBytes(UTF_8));

    Result result = run();

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.err())
        .contains("weather/filemgr: 4 files", "ocean/wmgr: 1 files", "--all-projects");
    Path out = dir.resolve("out");
    assertThat(out.resolve("weather/filemgr/etc/filemgr.properties")).hasContent("port=9000\n");
    assertThat(out.resolve("weather/filemgr/policy/core/größe und mehr.xml")).hasContent("<a/>");
    assertThat(out.resolve("weather/filemgr/policy/mime.bin")).hasBinaryContent(binary);
    assertThat(out.resolve("weather/filemgr/empty")).isEmptyFile();
    assertThat(out.resolve("weather/filemgr/component.yaml")).doesNotExist();
    assertThat(Files.readString(out.resolve("weather/resmgr/component.yaml")))
        .contains("properties:", "resource.conf");
    assertThat(out.resolve("weather/wmgr")).doesNotExist();
    assertThat(out.resolve("ocean/wmgr/x")).hasContent("x");
    Result plan = orch.run("plan", out.toString(), "--all-projects", "--zk", site.connect());
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
  }

  @Test
  void everythingThatCannotBeTakenIsListedAndNothingIsWritten() throws Exception {
    node(WEATHER + "filemgr/properties/etc/x", "1".getBytes(UTF_8));
    node(WEATHER + "filemgr/configuration/etc/x", "2".getBytes(UTF_8));
    node(WEATHER + "_hidden/configuration/a", "3".getBytes(UTF_8));
    node(WEATHER + "wmgr/configuration/.orch/a", "4".getBytes(UTF_8));
    node(WEATHER + "wmgr/configuration/both", "5".getBytes(UTF_8));
    create(WEATHER + "wmgr/configuration/both/below", "6".getBytes(UTF_8));

    Result result = run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            WEATHER + "filemgr/configuration/etc/x",
            WEATHER + "_hidden",
            WEATHER + "wmgr/configuration/.orch/a",
            WEATHER + "wmgr/configuration/both: expected a directory without data");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void aProjectThatIsNotThereIsNamed() throws Exception {
    assertThat(run().err()).contains("no project of OODT's", "/oodt/projects");
    node(WEATHER + "filemgr/configuration/a", "1".getBytes(UTF_8));
    Result result =
        orch.run(
            "import", "oodt", "--zk", site.connect(), "--from", "wether", "--to", dir + "/out");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("wether", "There is: weather");
  }
}
