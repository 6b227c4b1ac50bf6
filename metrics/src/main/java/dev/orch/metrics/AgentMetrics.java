package dev.orch.metrics;

import dev.orch.engine.Outcome;
import dev.orch.engine.observe.FailureReason;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.Reaction;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one agent has to say of itself. Every series is there from the beginning, at 0, so that the
 * first failure is a rise.
 */
public final class AgentMetrics implements InstanceObserver, AutoCloseable {
  /** States in which an instance is not where it is to be. */
  private static final Set<InstanceState> BEHIND =
      EnumSet.of(
          InstanceState.APPLYING, InstanceState.HELD, InstanceState.FAILED, InstanceState.DAMAGED);

  private static final Duration[] BUCKETS =
      List.of(100L, 500L, 1_000L, 2_000L, 5_000L, 10_000L, 30_000L, 60_000L, 120_000L, 300_000L)
          .stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LongSupplier nanoTime;
  private final Map<Look, Counter> looks = new EnumMap<>(Look.class);
  private final Map<FailureReason, Counter> failures = new EnumMap<>(FailureReason.class);
  private final Timer applied;
  private final Timer notApplied;
  private final Map<Reaction, Timer> reactions = new EnumMap<>(Reaction.class);
  private final Map<Reaction, Timer> failedReactions = new EnumMap<>(Reaction.class);

  private volatile Now now = new Now(null, null);

  /**
   * What was reported last.
   *
   * @param behindSince by the monotonic clock; null if it is where it is to be
   */
  private record Now(@Nullable InstanceReport report, @Nullable Long behindSince) {
    double of(ToDoubleFunction<InstanceReport> value) {
      return report == null ? 0 : value.applyAsDouble(report);
    }

    InstanceState state() {
      return report == null ? InstanceState.STARTING : report.state();
    }
  }

  /** What came of a look. */
  private enum Look {
    UP_TO_DATE,
    APPLIED,
    UNDER_WAY,
    HELD,
    FAILED,
    DAMAGED,
    REMOVED,
    CLEARED,
    ABSENT,
    STORE_AWAY;

    static Look of(Outcome outcome) {
      if (outcome instanceof Outcome.UpToDate) {
        return UP_TO_DATE;
      } else if (outcome instanceof Outcome.Applied) {
        return APPLIED;
      } else if (outcome instanceof Outcome.UnderWay) {
        return UNDER_WAY;
      } else if (outcome instanceof Outcome.Held) {
        return HELD;
      } else if (outcome instanceof Outcome.Failed) {
        return FAILED;
      } else if (outcome instanceof Outcome.Damaged) {
        return DAMAGED;
      } else if (outcome instanceof Outcome.Removed) {
        return REMOVED;
      } else if (outcome instanceof Outcome.Cleared) {
        return CLEARED;
      }
      return outcome instanceof Outcome.Absent ? ABSENT : STORE_AWAY;
    }
  }

  /**
   * Of one agent; its instance is a label of every series.
   *
   * @param connected whether the agent is connected to the store now
   * @param nanoTime the monotonic clock
   */
  public AgentMetrics(
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      BooleanSupplier connected,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    registry
        .config()
        .commonTags(
            Tags.of(
                "project", project.value(),
                "component", component.value(),
                "instance", instance.value()));
    gauges(connected);
    for (Look look : Look.values()) {
      looks.put(
          look,
          Counter.builder("orch_agent_looks_total")
              .description("Looks at what is desired, by what came of them.")
              .tag("result", Words.of(look))
              .register(registry));
    }
    for (FailureReason reason : FailureReason.values()) {
      failures.put(
          reason,
          Counter.builder("orch_agent_failures_total")
              .description("What failed, once for each try.")
              .tag("reason", Words.of(reason))
              .register(registry));
    }
    applied = apply("done");
    notApplied = apply("failed");
    for (Reaction reaction : EnumSet.of(Reaction.RELOAD, Reaction.RESTART)) {
      reactions.put(reaction, reaction(reaction, "done"));
      failedReactions.put(reaction, reaction(reaction, "failed"));
    }
  }

  private void gauges(BooleanSupplier connected) {
    gauge(
        "orch_agent_wanted_revision",
        "The revision that the agent saw last; 0 if none.",
        it -> it.of(InstanceReport::wantedRevision));
    gauge(
        "orch_agent_applied_revision",
        "The revision that is in place; 0 if none.",
        it -> it.of(InstanceReport::appliedRevision));
    gauge(
        "orch_agent_behind_seconds",
        "For how long the agent has known that something else is to be in place; 0 if it is not.",
        this::behind);
    for (InstanceState state : InstanceState.values()) {
      gauge(
          "orch_agent_state",
          "1 for the state that the instance is in.",
          it -> it.state() == state ? 1 : 0,
          Tag.of("state", Words.of(state)));
    }
    gauge(
        "orch_agent_drifted_files",
        "Files in place that someone else changed or removed, at most 50.",
        it -> it.of(report -> report.drifted().size()));
    gauge(
        "orch_agent_kept_stopped",
        "1 while someone has stopped the component by 'orch stop'.",
        it -> it.of(report -> report.keptStopped() ? 1 : 0));
    gauge(
        "orch_agent_store_connected",
        "1 while the agent is connected to ZooKeeper.",
        it -> connected.getAsBoolean() ? 1 : 0);
  }

  private void gauge(String name, String help, ToDoubleFunction<Now> value, Tag... tags) {
    Gauge.builder(name, () -> value.applyAsDouble(now))
        .description(help)
        .tags(List.of(tags))
        .register(registry);
  }

  private Timer apply(String result) {
    return Timer.builder("orch_agent_apply_seconds")
        .description("How long it took to bring the home to another state, or to take that back.")
        .tag("result", result)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Timer reaction(Reaction reaction, String result) {
    return Timer.builder("orch_agent_restart_seconds")
        .description("How long restarts and reloads took, until the component was healthy.")
        .tags("kind", Words.of(reaction), "result", result)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private double behind(Now it) {
    return it.behindSince() == null
        ? 0
        : Duration.ofNanos(nanoTime.getAsLong() - it.behindSince()).toMillis() / 1_000.0;
  }

  @Override
  public synchronized void reported(InstanceReport report) {
    Long since = null;
    if (BEHIND.contains(report.state())) {
      since = now.behindSince() == null ? Long.valueOf(nanoTime.getAsLong()) : now.behindSince();
    }
    now = new Now(report, since);
  }

  @Override
  public void looked(Outcome outcome) {
    count(looks, Look.of(outcome));
  }

  @Override
  public void applied(boolean done, Duration took) {
    (done ? applied : notApplied).record(took);
  }

  @Override
  public void reacted(Reaction reaction, boolean done, Duration took) {
    Timer timer = (done ? reactions : failedReactions).get(reaction);
    if (timer != null) {
      timer.record(took);
    }
  }

  @Override
  public void failed(FailureReason reason) {
    count(failures, reason);
  }

  private static <E extends Enum<E>> void count(Map<E, Counter> counters, E key) {
    Counter counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }

  /** All of it, in Prometheus' text format. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
