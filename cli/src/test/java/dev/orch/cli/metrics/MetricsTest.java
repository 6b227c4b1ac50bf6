package dev.orch.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Agents;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.OrchProcess;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.testing.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent and the exporter, asked for their metrics over HTTP while things happen. */
class MetricsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  private String tree(String text, String start) {
    return new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", text)
        .file(
            "file-mgr/component.yaml",
            "trigger: command\ncommand: { stop: 'true', start: '" + start + "' }\n")
        .path();
  }

  private Running agent(String instance) {
    return orch()
        .start(
            "agent",
            "-c",
            "file-mgr",
            "-i",
            instance,
            "--home",
            dir.resolve(instance).toString(),
            "--metrics-port",
            "0");
  }

  private static void await(String url, String pattern) {
    Await.until(pattern, LIMIT, () -> Scrape.says(url, pattern));
  }

  @Test
  void anAgentTellsOfApplyFailureAndDriftAndTheExporterOfThatToo() throws Exception {
    orch().run("publish", tree("one", "true"));
    try (Running agent = agent("fm-1");
        Running exporter = orch().start("exporter", "--port", "0", "--cache", "1ms")) {
      String own = Scrape.url(agent);
      String all = Scrape.url(exporter);
      await(own, "orch_agent_applied_revision\\{.*} 1.0");
      assertThat(Scrape.text(own))
          .contains("component=\"file-mgr\"", "instance=\"fm-1\"", "project=\"weather\"");
      await(own, "orch_agent_apply_seconds_count\\{.*result=\"done\"} 1");
      await(own, "orch_agent_restart_seconds_count\\{.*kind=\"restart\".*result=\"done\"} 1");
      await(own, "orch_agent_store_connected\\{.*} 1.0");
      await(all, "orch_instance_live\\{.*instance=\"fm-1\".*} 1.0");
      await(all, "orch_instance_applied_revision\\{.*} 1.0");

      orch().run("publish", tree("two", "exit 9"));
      await(own, "orch_agent_failures_total\\{.*reason=\"start\"} 1.0");
      await(own, "orch_agent_state\\{.*state=\"failed\"} 1.0");
      await(own, "orch_agent_apply_seconds_count\\{.*result=\"failed\"} 1");
      await(all, "orch_instance_state\\{.*state=\"failed\"} 1.0");
      await(all, "orch_instance_wanted_revision\\{.*} 2.0");
      await(all, "orch_instance_applied_revision\\{.*} 1.0");
      assertThat(Scrape.says(all, "orch_instance_behind_seconds\\{.*} 0.0")).isFalse();
      assertThat(Scrape.says(own, "orch_agent_behind_seconds\\{.*} 0.0")).isFalse();

      orch().run("publish", tree("three", "true"));
      await(own, "orch_agent_applied_revision\\{.*} 3.0");
      await(own, "orch_agent_behind_seconds\\{.*} 0.0");
      await(all, "orch_instance_behind_seconds\\{.*} 0.0");
      Files.writeString(dir.resolve("fm-1/a"), "mine");
      orch().run("reconcile", "-c", "file-mgr");
      await(own, "orch_agent_drifted_files\\{.*} 1.0");
      await(all, "orch_instance_drifted_files\\{.*} 1.0");

      agent.interrupt();
      agent.await();
      await(all, "orch_instance_live\\{.*} 0.0");
      await(all, "orch_instance_state\\{.*state=\"stopped\"} 1.0");
      site.server().stop();
      await(all, "orch_store_up 0.0");
      assertThat(Scrape.text(all)).doesNotContain("orch_instance_");
      site.server().restart();
      await(all, "orch_store_up 1.0");
      exporter.interrupt();
      assertThat(exporter.await().exit()).isEqualTo(130);
    }
  }

  @Test
  void aPortThatIsTakenIsRefusedBeforeAnythingIsApplied() throws Exception {
    orch().run("publish", tree("one", "true"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      String home = dir.resolve("home").toString();
      Result agent = orch().run("agent", "-c", "file-mgr", "--home", home, "--metrics-port", port);
      assertThat(agent.exit()).isEqualTo(4);
      assertThat(agent.err()).contains("cannot listen on 127.0.0.1:" + port, "--metrics-port");
      assertThat(dir.resolve("home")).doesNotExist();
      Result exporter = orch().run("exporter", "--port", port);
      assertThat(exporter.exit()).isEqualTo(4);
      assertThat(exporter.err()).contains("cannot listen on 127.0.0.1:" + port, "--port");
    }
  }

  @Test
  void whatMakesNoSenseIsWrongUsage() {
    Result once = orch().run("agent", "--once", "--home", "h", "--metrics-port", "0");
    assertThat(once.exit()).isEqualTo(2);
    assertThat(once.err()).contains("--once ends before anyone could ask for metrics");
    Result none = orch().run("exporter", "--port", "65536");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("--port: expected 0 to 65535, found 65536");
    Result host = orch().run("exporter", "--port", "0", "--host", "no.such.host.invalid");
    assertThat(host.exit()).isEqualTo(2);
    assertThat(host.err()).contains("--host: no such address");
    Result setting = orch().env("ORCH_EXPORTER_PORT", "many").run("exporter");
    assertThat(setting.exit()).isEqualTo(2);
    assertThat(setting.err()).contains("ORCH_EXPORTER_PORT");
  }

  @Test
  void anAgentThatServesNoMetricsLoadsNothingForThem() throws Exception {
    orch().run("publish", tree("one", "true"));
    OrchProcess java = OrchProcess.in(dir).option("-verbose:class");
    try (Agents agents = new Agents(dir, site, orch(), java)) {
      agents.start("file-mgr", "fm-1", dir.resolve("x").toString());
      agents.awaitApplied(1, "fm-1");
      assertThat(agents.said("fm-1"))
          .contains("dev.orch.agent.Agent ")
          .doesNotContain(
              "io.micrometer.", "io.prometheus.", "com.sun.net.httpserver.", "dev.orch.metrics.");
    }
  }
}
