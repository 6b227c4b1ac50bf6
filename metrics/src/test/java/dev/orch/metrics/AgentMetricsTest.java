package dev.orch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.Outcome;
import dev.orch.engine.observe.FailureReason;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.Reaction;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
  private static final Digest DIGEST = Digest.of("a".getBytes(StandardCharsets.UTF_8));

  private final AtomicBoolean connected = new AtomicBoolean();
  private final AtomicLong nanos = new AtomicLong();
  private final AgentMetrics metrics =
      new AgentMetrics(
          new ProjectName("weather"),
          new ComponentName("file-mgr"),
          new InstanceId("fm-1"),
          connected::get,
          nanos::get);

  @AfterEach
  void close() {
    metrics.close();
  }

  private Exposition scraped() {
    return Exposition.parse(metrics.text());
  }

  private static InstanceReport report(InstanceState state, long applied, long wanted) {
    return new InstanceReport(
        "host",
        1,
        "/home",
        state,
        applied,
        DIGEST,
        wanted,
        List.of(new ConfigPath("a"), new ConfigPath("b")),
        null,
        Instant.EPOCH);
  }

  @Test
  void everySeriesIsThereBeforeAnythingHappens() {
    Exposition first = scraped();
    assertThat(first.values("orch_agent_failures_total")).hasSize(FailureReason.values().length);
    assertThat(first.values("orch_agent_failures_total")).containsOnly(0.0);
    assertThat(first.values("orch_agent_apply_seconds_count")).containsExactly(0.0, 0.0);
    assertThat(first.values("orch_agent_restart_seconds_count")).hasSize(4).containsOnly(0.0);
    assertThat(first.values("orch_agent_looks_total")).hasSize(10).containsOnly(0.0);
    assertThat(first.value("orch_agent_state", "state", "starting")).isEqualTo(1);
    assertThat(
            first.values("orch_agent_applied_revision", "instance", "fm-1", "project", "weather"))
        .containsExactly(0.0);
  }

  @Test
  void whatIsReportedIsTold() {
    metrics.reported(report(InstanceState.APPLIED, 3, 4));
    connected.set(true);
    Exposition now = scraped();
    assertThat(now.value("orch_agent_wanted_revision")).isEqualTo(4);
    assertThat(now.value("orch_agent_applied_revision")).isEqualTo(3);
    assertThat(now.value("orch_agent_drifted_files")).isEqualTo(2);
    assertThat(now.value("orch_agent_state", "state", "applied")).isEqualTo(1);
    assertThat(now.value("orch_agent_state", "state", "starting")).isZero();
    assertThat(now.value("orch_agent_store_connected")).isEqualTo(1);
    connected.set(false);
    assertThat(scraped().value("orch_agent_store_connected")).isZero();
  }

  @Test
  void aDifferenceAgesUntilItIsGoneWhateverIsReportedMeanwhile() {
    metrics.reported(report(InstanceState.APPLYING, 3, 4));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    metrics.reported(report(InstanceState.FAILED, 3, 4));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(scraped().value("orch_agent_behind_seconds")).isEqualTo(7);
    metrics.reported(report(InstanceState.APPLIED, 4, 4));
    assertThat(scraped().value("orch_agent_behind_seconds")).isZero();
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    metrics.reported(report(InstanceState.HELD, 4, 5));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(scraped().value("orch_agent_behind_seconds")).isEqualTo(1);
  }

  @Test
  void whatHappensIsCountedAndMeasured() {
    metrics.looked(new Outcome.UpToDate(1, DIGEST, List.of()));
    metrics.looked(new Outcome.SourceUnavailable("away", true, List.of()));
    metrics.applied(true, Duration.ofMillis(1_500));
    metrics.applied(false, Duration.ofSeconds(3));
    metrics.reacted(Reaction.RESTART, true, Duration.ofMillis(250));
    metrics.reacted(Reaction.RELOAD, false, Duration.ofMillis(20));
    metrics.failed(FailureReason.HEALTH);
    Exposition now = scraped();
    assertThat(now.value("orch_agent_looks_total", "result", "up_to_date")).isEqualTo(1);
    assertThat(now.value("orch_agent_looks_total", "result", "store_away")).isEqualTo(1);
    assertThat(now.value("orch_agent_apply_seconds_sum", "result", "done")).isEqualTo(1.5);
    assertThat(now.value("orch_agent_apply_seconds_bucket", "result", "done", "le", "1.0"))
        .isZero();
    assertThat(now.value("orch_agent_apply_seconds_bucket", "result", "done", "le", "2.0"))
        .isEqualTo(1);
    assertThat(now.value("orch_agent_apply_seconds_count", "result", "failed")).isEqualTo(1);
    assertThat(now.value("orch_agent_restart_seconds_sum", "kind", "restart", "result", "done"))
        .isEqualTo(0.25);
    assertThat(now.value("orch_agent_restart_seconds_count", "kind", "reload", "result", "failed"))
        .isEqualTo(1);
    assertThat(now.value("orch_agent_failures_total", "reason", "health")).isEqualTo(1);
    assertThat(now.value("orch_agent_failures_total", "reason", "start")).isZero();
  }
}
