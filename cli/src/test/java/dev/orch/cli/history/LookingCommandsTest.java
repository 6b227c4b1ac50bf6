package dev.orch.cli.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.testing.Await;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookingCommandsTest {
  private final Site site = new Site();

  @TempDir Path dir;
  private Orch orch;
  private DiskTree tree;

  @BeforeEach
  void publishOnce() {
    orch = site.orch("weather");
    tree = new DiskTree(dir.resolve("tree")).file("file-mgr/etc/a.properties", "a=1\n");
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void printsTheExactBytesOfAnyRevision() {
    byte[] binary = new byte[3_000_000];
    new Random(7).nextBytes(binary);
    tree.file("file-mgr/bin/blob", binary).file("file-mgr/etc/crlf.txt", "a\r\nb\r\n");
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
    tree.file("file-mgr/bin/blob", new byte[0]);
    assertThat(orch.run("publish", tree.path()).exit()).isZero();

    assertThat(orch.run("cat", "file-mgr/bin/blob", "-r", "2").bytes()).isEqualTo(binary);
    assertThat(orch.run("cat", "file-mgr/bin/blob").bytes()).isEmpty();
    assertThat(orch.run("cat", "file-mgr/etc/crlf.txt").bytes())
        .isEqualTo("a\r\nb\r\n".getBytes(UTF_8));
  }

  @Test
  void namesThatDoNotExistAreSuggested() {
    assertThat(orch.run("cat", "file-mrg/etc/a.properties").err()).contains("file-mgr");
    assertThat(orch.run("cat", "file-mgr/etc/a.propertis").err()).contains("etc/a.properties");
    assertThat(orch.run("cat", "file-mgr/etc/a.properties", "-r", "9").exit()).isEqualTo(2);
    assertThat(orch.run("cat", "file-mgr/../x").exit()).isEqualTo(2);
    assertThat(orch.run("status", "-p", "wether").err()).contains("weather");
    assertThat(orch.run("history", "-p", "wether").exit()).isEqualTo(2);
    assertThat(orch.run("status", "-c", "file-mr").err()).contains("file-mgr");
  }

  @Test
  void saysWhetherAPublishWasCommitted() {
    String json = orch.run("history", "-o", "json").out();
    Matcher id = Pattern.compile("\"publishId\" : \"([^\"]+)\"").matcher(json);
    assertThat(id.find()).isTrue();

    Result committed = orch.run("history", "--publish-id", id.group(1));
    assertThat(committed.exit()).isZero();
    assertThat(committed.err()).contains("was committed as revision 1");

    Result never = orch.run("history", "--publish-id", "0000cafe", "-o", "json");
    assertThat(never.exit()).isZero();
    assertThat(never.err()).contains("was not committed, and will not be");
    assertThat(never.out()).isEqualToIgnoringWhitespace("[]");
  }

  @Test
  void anUnreachableStoreIsSaidInTime() {
    long start = System.nanoTime();
    Result result = orch.run("status", "--zk", "127.0.0.1:1", "--connect-timeout", "500ms");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("127.0.0.1:1");
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }

  @Test
  void anAgentIsSeenAliveThenStoppedAndCanBeForgotten() throws Exception {
    String home = dir.resolve("home").toString();
    try (Running agent = orch.start("agent", "-c", "file-mgr", "-i", "node-1", "--home", home)) {
      Await.until(
          "it applied", () -> orch.run("status", "-o", "json").out().contains("\"APPLIED\""));
      String live = orch.run("status", "-o", "json").out();
      assertThat(live).contains("\"live\" : true", "\"inSync\" : true", "\"state\" : \"APPLIED\"");
      assertThat(orch.run("verify", tree.path()).exit()).isZero();
      Result refused = orch.run("forget", "-c", "file-mgr", "-i", "node-1", "--yes");
      assertThat(refused.exit()).isEqualTo(4);
      agent.interrupt();
      assertThat(agent.await().exit()).isEqualTo(130);
    }
    assertThat(orch.run("status").out()).contains("node-1", "STOPPED", "no");
    assertThat(orch.run("forget", "-c", "file-mgr", "-i", "node-2", "--yes").err())
        .contains("node-1");
    assertThat(orch.run("forget", "-c", "file-mgr", "-i", "node-1", "--yes").exit()).isZero();
    assertThat(orch.run("status").out()).contains("(no instance)");
  }

  @Test
  void aFailedApplyIsSeenAndTriedAgainWhenAsked() throws Exception {
    Path home = dir.resolve("home");
    Path marker = dir.resolve("mended");
    String start = "test -e '" + marker + "'";
    try (Running agent =
        orch.start(
            "agent",
            "-c",
            "file-mgr",
            "-i",
            "n1",
            "--home",
            home.toString(),
            "--start-command",
            start)) {
      awaitStatus("FAILED");
      assertThat(orch.run("status").out()).contains("weather/file-mgr/n1: ");
      assertThat(orch.run("verify", tree.path()).exit()).isEqualTo(1);
      assertThat(marker.toFile().createNewFile()).isTrue();
      assertThat(orch.run("retry").out()).contains("file-mgr/n1: asked to try again");
      awaitStatus("APPLIED");
      agent.interrupt();
    }
    assertThat(orch.run("retry").err()).contains("nothing to try again");
  }

  private void awaitStatus(String state) {
    Await.until("state is " + state, () -> orch.run("status").out().contains(state));
  }
}
