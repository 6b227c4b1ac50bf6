package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a directory of files to a home and back, with nothing but what is in the tar.gz. */
class SmokeIT {
  @TempDir static Path unpacked;
  private static Installation installation;

  @TempDir Path dir;

  @BeforeAll
  static void unpack() throws Exception {
    installation = Installation.unpack(unpacked);
  }

  @Test
  void aTreeComesToAHomeAndGoesBack() throws Exception {
    Process server = installation.serve(dir);
    try {
      String connect = Installation.firstLine(server);
      assertThat(connect).startsWith("127.0.0.1:");
      publishApplyAndGoBack(Map.of("ORCH_ZK_CONNECT", connect, "ORCH_PROJECT", "smoke"));
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).as("ended by TERM").isEqualTo(143);
    } finally {
      server.destroyForcibly();
    }
  }

  private void publishApplyAndGoBack(Map<String, String> environment) throws Exception {
    Path tree = dir.resolve("tree");
    Path file = tree.resolve("comp/etc/größe und mehr.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a=1\n");
    // Where nothing says UTF-8, the launcher must.
    Map<String, String> plain = new HashMap<>(environment);
    plain.put("LC_ALL", "C");

    Result published = installation.orch(plain, "publish", tree.toString(), "-m", "first");
    assertThat(published.exit()).as(published.toString()).isZero();
    Path home = dir.resolve("home");
    String[] once = {"agent", "--component", "comp", "--home", home.toString(), "--once"};
    Result applied = installation.orch(plain, once);
    assertThat(applied.exit()).as(applied.toString()).isZero();
    assertThat(home.resolve("etc/größe und mehr.properties")).hasContent("a=1");

    Files.writeString(file, "a=2\n");
    assertThat(installation.orch(plain, "verify", tree.toString()).exit()).isEqualTo(1);
    assertThat(installation.orch(plain, "publish", tree.toString()).exit()).isZero();
    assertThat(installation.orch(plain, once).exit()).isZero();
    assertThat(home.resolve("etc/größe und mehr.properties")).hasContent("a=2");
    Result status = installation.orch(plain, "status", "-o", "json");
    assertThat(status.out()).contains("\"appliedRevision\" : 2", "\"inSync\" : true");

    assertThat(installation.orch(plain, "rollback", "--to", "1").exit())
        .as("no --yes")
        .isEqualTo(4);
    assertThat(installation.orch(plain, "rollback", "--to", "1", "--yes").exit()).isZero();
    assertThat(installation.orch(plain, once).exit()).isZero();
    assertThat(home.resolve("etc/größe und mehr.properties")).hasContent("a=1");
  }

  @Test
  void theQuickstartLeavesNothingBehind() throws Exception {
    Path temporary = Files.createDirectory(dir.resolve("tmp"));
    Result tour =
        installation.orch(Map.of("ORCH_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), "quickstart");
    assertThat(tour.exit()).as(tour.toString()).isZero();
    assertThat(tour.err())
        .contains("ingest-jobs was restarted", "file-mgr was left alone", "That was it");
    assertThat(tour.out())
        .contains("revision 3 is live", "portal: canary portal-01 failed")
        .containsPattern("COMPLETE +10/10");
    assertThat(tour.err()).contains("went back to blue by itself");
    try (var left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("orch-"))).isEmpty();
    }
  }

  @Test
  void everySettingIsListedInTheSettingsFile() throws Exception {
    String conf = Files.readString(installation.home().resolve("conf/orch.yaml"), UTF_8);
    assertThat(conf.lines()).allMatch(line -> line.isBlank() || line.startsWith("#"));
    assertThat(conf).contains("zk.connect:", "publish.retention:", "agent.stop-timeout:");
    // Taking the comment signs away must leave a file that is understood.
    Path active = dir.resolve("orch.yaml");
    Files.writeString(active, conf.replaceAll("(?m)^# ([a-z.-]+: \\S+)$", "$1"));
    Files.copy(active, Files.createDirectories(dir.resolve("copy/conf")).resolve("orch.yaml"));
    Result result =
        installation.orch(
            Map.of("ORCH_JAVA_OPTS", "-Dorch.install=" + dir.resolve("copy")),
            "status",
            "--zk",
            "127.0.0.1:1",
            "--connect-timeout",
            "300ms");
    assertThat(result.exit()).as(result.toString()).isEqualTo(3);
  }
}
