package dev.orch.oozie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real Oozie does beyond the contract, and what the server for tests promises. */
final class RealOozieTest {
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private static OozieServer open(OozieProcess oozie, String user) {
    return OozieConnection.of(URI.create(oozie.url()), user).open();
  }

  private static URI write(OozieProcess oozie, String name, String content) throws IOException {
    Path file = oozie.directory().resolve("files").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
    return URI.create("file://" + file);
  }

  /** Each minute from the beginning of 2026; its workflows end at once. */
  private static URI coordinator(OozieProcess oozie, String name, String end) throws IOException {
    URI workflow =
        write(
            oozie,
            name + "/workflow.xml",
            "<workflow-app name='w' xmlns='uri:oozie:workflow:0.5'>"
                + "<start to='end'/><end name='end'/></workflow-app>");
    return write(
        oozie,
        name + "/coordinator.xml",
        "<coordinator-app name='"
            + name
            + "' frequency='${coord:minutes(1)}' start='2026-01-01T00:00Z' end='"
            + end
            + "' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'><action><workflow><app-path>"
            + workflow
            + "</app-path></workflow></action></coordinator-app>");
  }

  private static JobStatus status(OozieServer server, JobId id) {
    return server.job(id).orElseThrow().summary().status();
  }

  @Test
  void theAuditLogShowsCallsThatChangeAndNoReads() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    OozieServer server = open(oozie, "audited");
    URI definition = coordinator(oozie, "audited", "2026-01-01T00:01Z");
    JobId id = server.submit(Map.of("oozie.coord.application.path", definition.toString()));

    server.job(id);
    server.actions(id, Set.of());
    server.jobs(JobKind.COORDINATOR, "audited", Set.of());
    server.kill(id);

    assertThat(oozie.auditLog())
        .filteredOn(line -> line.contains(id.value()))
        .satisfiesExactly(
            line -> assertThat(line).contains("USER [audited]", "OPERATION [start]"),
            line -> assertThat(line).contains("USER [audited]", "OPERATION [kill]"));
  }

  @Test
  void aBundleCanBePausedFromNowOnAndNotOnceAChildIsKilled() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    OozieServer server = open(oozie, "bundler");
    URI definition = coordinator(oozie, "child", "2099-01-01T00:00Z");
    URI bundle =
        write(
            oozie,
            "bundle.xml",
            "<bundle-app name='b' xmlns='uri:oozie:bundle:0.2'><coordinator name='c'><app-path>"
                + definition
                + "</app-path></coordinator></bundle-app>");
    JobId id = server.submit(Map.of("oozie.bundle.application.path", bundle.toString()));
    Await.until("the bundle starts its coordinator", () -> !server.coordinatorsOf(id).isEmpty());
    JobSummary child = server.coordinatorsOf(id).get(0);
    assertThat(child.name()).as("as the bundle calls it").isEqualTo("c");

    assertThatThrownBy(() -> server.pauseAt(id, Instant.parse("2026-01-01T00:05:00Z")))
        .isInstanceOfSatisfying(
            OozieRejectedException.class, e -> assertThat(e.code()).isEqualTo("E1317"));
    server.kill(child.id());
    assertThatThrownBy(() -> server.pauseAt(id, Instant.parse("2098-01-01T00:00:00Z")))
        .isInstanceOfSatisfying(
            OozieRejectedException.class, e -> assertThat(e.code()).isEqualTo("E1320"));
    server.kill(id);
    Await.until("killed", () -> status(server, id) == JobStatus.KILLED);
  }

  @Tag("full")
  @Tag("full")
  @Test
  void thousandsOfActionsAreReadInTheirOrder() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    OozieServer server = open(oozie, "many");
    URI definition = coordinator(oozie, "many", "2026-01-01T17:30Z");
    write(
        oozie,
        "many/workflow.xml",
        "<workflow-app name='w' xmlns='uri:oozie:workflow:0.5'><start to='hold'/>"
            + "<action name='hold'><hold xmlns='uri:orch:hold-action:0.1'>/no/such/file</hold>"
            + "<ok to='end'/><error to='end'/></action><end name='end'/></workflow-app>");
    JobId id = server.submit(Map.of("oozie.coord.application.path", definition.toString()));

    Await.until("all are made", MINUTES, () -> server.actions(id, Set.of()).size() == 1_050);

    assertThat(server.actions(id, Set.of()))
        .extracting(CoordinatorAction::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_050).boxed().toList());
    assertThat(server.actions(id, Set.of(ActionStatus.RUNNING, ActionStatus.SUBMITTED))).hasSize(1);
    assertThat(server.actions(id, Set.of(ActionStatus.READY, ActionStatus.WAITING)))
        .extracting(CoordinatorAction::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(2, 1_050).boxed().toList());
    server.kill(id);
  }

  @Tag("full")
  @Tag("full")
  @Test
  void jobsOutliveARestart(@TempDir Path directory) throws Exception {
    try (OozieProcess oozie = OozieProcess.start(directory)) {
      OozieServer server = open(oozie, "restarted");
      URI definition = coordinator(oozie, "restarted", "2026-01-01T00:03Z");
      JobId id =
          server.submit(
              Map.of("oozie.coord.application.path", definition.toString(), "marker", "kept"));
      URI hdfs = oozie.hdfs();

      oozie.stop();
      oozie.start();

      assertThat(oozie.hdfs()).isEqualTo(hdfs);
      assertThat(server.job(id).orElseThrow().configuration()).containsEntry("marker", "kept");
      Await.until("it goes on", MINUTES, () -> status(server, id) == JobStatus.SUCCEEDED);
    }
  }
}
