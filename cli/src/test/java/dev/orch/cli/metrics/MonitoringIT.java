package dev.orch.cli.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orch.cli.fixture.Agents;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.fixture.Tool;
import dev.orch.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus with the rules and the configuration that are shipped: things break, and it
 * raises the alerts. Only times are shortened, by what {@link #shortened} replaces.
 */
class MonitoringIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Site site = new Site();
  private final List<Running> calls = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();

  @TempDir Path dir;

  @AfterEach
  void stop() throws Exception {
    for (Running call : calls) {
      call.close();
    }
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  /** Five components; the start command is that of two of them. */
  private String tree(String change, String start) {
    DiskTree tree = new DiskTree(dir.resolve("tree"));
    for (String component : List.of("dead", "failing", "drifting", "rolling", "held")) {
      tree.file(component + "/a", component.equals("dead") ? "" : change);
    }
    String command = "trigger: command\ncommand: { start: '" + start + "' }\n";
    tree.file("failing/component.yaml", command);
    tree.file("rolling/component.yaml", command + "rollout: { canary: 1 }\n");
    return tree.path();
  }

  private Path home(String component) {
    return dir.resolve("home-" + component);
  }

  private void agent(String component) throws Exception {
    Running agent =
        orch()
            .start(
                "agent",
                "-c",
                component,
                "-i",
                component + "-1",
                "--home",
                home(component).toString(),
                "--metrics-port",
                "0");
    calls.add(agent);
    targets.add(authority(Scrape.url(agent)));
  }

  private static String authority(String url) {
    return URI.create(url).getAuthority();
  }

  /** Alerts that take minutes take a second, and scrapes come each second. */
  private static String shortened(String text) {
    return text.replaceAll("for: \\S+", "for: 1s")
        .replace("_seconds > 600", "_seconds > 1")
        .replaceAll("_interval: 15s", "_interval: 1s");
  }

  private Process prometheus(int port, String exporter) throws Exception {
    Path directory = Files.createDirectory(dir.resolve("prometheus"));
    String agents =
        targets.stream().map(it -> '"' + it + '"').collect(Collectors.joining(", ", "[", "]"));
    Files.writeString(
        directory.resolve("prometheus.yml"),
        shortened(MonitoringFiles.text("prometheus.yml"))
            .replace("127.0.0.1:9742", authority(exporter))
            .replace("[\"127.0.0.1:9743\"]", agents),
        UTF_8);
    Files.writeString(
        directory.resolve("orch-rules.yml"),
        shortened(MonitoringFiles.text("orch-rules.yml")),
        UTF_8);
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + directory.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static SortedSet<String> firing(String base) throws Exception {
    SortedSet<String> names = new TreeSet<>();
    JsonNode answer = MonitoringFiles.JSON.readTree(Scrape.text(base + "/api/v1/alerts"));
    for (JsonNode alert : answer.path("data").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        JsonNode labels = alert.path("labels");
        names.add(labels.path("alertname").asText() + " " + labels.path("component").asText(""));
      }
    }
    return names;
  }

  private static void awaitFiring(String base, String... expected) throws Exception {
    for (String alert : expected) {
      try {
        Await.until(alert + " fires", LIMIT, () -> answers(base) && firing(base).contains(alert));
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "; what fires is " + firing(base), e);
      }
    }
  }

  private static boolean answers(String base) {
    try {
      return !Scrape.text(base + "/-/ready").isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static JsonNode ask(String base, String expression) throws Exception {
    return MonitoringFiles.JSON.readTree(
        Scrape.text(base + "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)));
  }

  @Test
  @Timeout(240)
  void whatBreaksRaisesItsAlertAndEveryPanelHasSomethingToShow() throws Exception {
    Tool.require("prometheus");
    orch().run("publish", tree("one", "true"));
    Files.createDirectories(home("held"));
    Files.writeString(home("held").resolve("a"), "someone's own");
    for (String component : List.of("failing", "drifting", "rolling", "held")) {
      agent(component);
    }
    Running exporter = orch().start("exporter", "--port", "0", "--cache", "100ms");
    calls.add(exporter);
    String store = Scrape.url(exporter);
    int port = freePort();
    String base = "http://127.0.0.1:" + port;
    try (Agents agents = new Agents(dir, site, orch())) {
      Process dead = agents.start("dead", "dead-1", home("dead").toString());
      agents.awaitApplied(1, "dead-1", "failing-1", "drifting-1", "rolling-1");
      Process prometheus = prometheus(port, store);
      try {
        Await.until("Prometheus is ready", LIMIT, () -> answers(base));
        awaitFiring(base, "OrchHeld held");
        assertThat(firing(base))
            .as("what nothing is the matter with")
            .noneMatch(it -> it.endsWith(" dead") || it.endsWith(" drifting"));

        dead.destroyForcibly().waitFor();
        orch().run("publish", tree("two", "exit 9"));
        agents.awaitApplied(2, "drifting-1");
        Files.writeString(home("drifting").resolve("a"), "mine");
        orch().run("reconcile", "-c", "drifting");
        awaitFiring(
            base,
            "OrchAgentDead dead",
            "OrchApplyFailed failing",
            "OrchApplyFailed rolling",
            "OrchRolloutHalted rolling",
            "OrchDrift drifting",
            "OrchBehind failing");

        for (MonitoringFiles.Query query : MonitoringFiles.queries()) {
          JsonNode answer = ask(base, query.everything());
          assertThat(answer.path("status").asText()).as(query.toString()).isEqualTo("success");
          assertThat(answer.path("data").path("result")).as(query.toString()).isNotEmpty();
        }

        site.server().stop();
        awaitFiring(base, "OrchStoreUnreachable ", "OrchAgentDisconnected drifting");
        exporter.interrupt();
        assertThat(exporter.await().exit()).isEqualTo(130);
        awaitFiring(base, "OrchExporterDown ");
        site.server().restart();
      } finally {
        prometheus.destroyForcibly().waitFor();
      }
    }
  }
}
