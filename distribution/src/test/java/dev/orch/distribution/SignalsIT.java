package dev.orch.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signals and closed pipes do to real processes. */
class SignalsIT {
  @TempDir Path dir;
  private Installation installation;
  private Process server;
  private Map<String, String> environment;

  @BeforeEach
  void serve() throws Exception {
    installation = Installation.unpack(dir);
    server = installation.serve(dir);
    String connect = Installation.firstLine(server);
    environment = Map.of("ORCH_ZK_CONNECT", connect, "ORCH_PROJECT", "weather");
    Path tree = dir.resolve("tree");
    Files.createDirectories(tree.resolve("comp"));
    Files.write(tree.resolve("comp/large.bin"), new byte[4 << 20]);
    Result published = installation.orch(environment, "publish", tree.toString());
    assertThat(published.exit()).as(published.toString()).isZero();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  @Test
  void termEndsAnAgentInOrderAndItsChildFirst() throws Exception {
    Process agent = agent("echo child $$; exec sleep 600");
    long child = Long.parseLong(Installation.firstLine(agent).substring("child ".length()));
    assertThat(ProcessHandle.of(child)).isPresent();

    agent.destroy();
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(143);
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    Result status = installation.orch(environment, "status", "-o", "json");
    assertThat(status.out()).contains("\"live\" : false", "\"state\" : \"STOPPED\"");
  }

  @Test
  void termEndsTheExporterWithinSeconds() throws Exception {
    Process exporter =
        installation
            .builder(environment, installation.launcher(), "exporter", "--port", "0")
            .redirectErrorStream(true)
            .start();
    assertThat(Installation.firstLine(exporter)).contains("metrics are at http://127.0.0.1:");
    exporter.destroy();
    assertThat(exporter.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(exporter.exitValue()).isEqualTo(143);
  }

  @Test
  void theExitCodeOfAChildThatEndsWellIsPassedOn() throws Exception {
    Process agent = agent("echo ready; sleep 3; exit 0");
    assertThat(Installation.firstLine(agent)).isEqualTo("ready");
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isZero();
  }

  @Test
  void aReaderWhoLeavesEndsTheCommandQuietly() throws Exception {
    Result piped =
        installation.run(
            environment,
            "sh",
            "-c",
            "{ '"
                + installation.launcher()
                + "' cat comp/large.bin; echo $? >&2; } | head -c 1 >&2");
    assertThat(piped.err().strip().lines().toList()).last().asString().endsWith("141");
    assertThat(piped.err()).doesNotContain("orch:");
  }

  private Process agent(String program) throws Exception {
    return installation
        .builder(
            environment,
            installation.launcher(),
            "agent",
            "--component",
            "comp",
            "--home",
            dir.resolve("home").toString(),
            "--",
            "sh",
            "-c",
            program)
        .redirectError(dir.resolve("agent.err").toFile())
        .start();
  }
}
