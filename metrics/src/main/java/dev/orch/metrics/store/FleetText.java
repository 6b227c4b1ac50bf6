package dev.orch.metrics.store;

import dev.orch.metrics.Words;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;

/**
 * What the store said, in Prometheus' text format. Made anew each time, so that no series outlives
 * what it is about.
 */
final class FleetText {
  private static final double MILLIS = 1_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private FleetText(boolean up) {
    gauge("orch_store_up", "1 if ZooKeeper answered in time.", Tags.empty(), up ? 1 : 0);
  }

  /** Nothing is known: the store did not answer. */
  static String unknown() {
    return new FleetText(false).text();
  }

  static String of(Fleet fleet) {
    FleetText text = new FleetText(true);
    for (ProjectName name : fleet.unreadable()) {
      text.up(name, 0);
    }
    fleet.projects().forEach(text::project);
    return text.text();
  }

  private String text() {
    try {
      return registry.scrape();
    } finally {
      registry.close();
    }
  }

  private void gauge(String name, String help, Tags tags, long value) {
    gauge(name, help, tags, (double) value);
  }

  private void gauge(String name, String help, Tags tags, double value) {
    Double constant = value;
    Gauge.builder(name, () -> constant).description(help).tags(tags).register(registry);
  }

  private void up(ProjectName name, int value) {
    gauge(
        "orch_project_up",
        "1 if the project is there and can be understood.",
        Tags.of("project", name.value()),
        value);
  }

  private void project(Fleet.Project project) {
    Tags tags = Tags.of("project", project.name().value());
    up(project.name(), 1);
    gauge("orch_project_revision", "The live revision.", tags, project.revision());
    if (project.publishedAt() != null) {
      gauge(
          "orch_project_published_timestamp_seconds",
          "When the live revision was published, by its publisher's clock.",
          tags,
          seconds(project.publishedAt()));
    }
    for (ComponentName component : project.components()) {
      for (InstanceState state : InstanceState.values()) {
        gauge(
            "orch_component_instances",
            "Instances of a component by state.",
            tags.and("component", component.value(), "state", Words.of(state)),
            project.instances().stream()
                .filter(it -> it.status().component().equals(component))
                .filter(it -> it.status().report().state() == state)
                .count());
      }
    }
    project
        .rollouts()
        .forEach(
            (component, rollout) -> rollout(tags.and("component", component.value()), rollout));
    project
        .instances()
        .forEach(
            it ->
                instance(
                    tags.and(
                        "component",
                        it.status().component().value(),
                        "instance",
                        it.status().id().value()),
                    it));
  }

  private void rollout(Tags tags, Rollout rollout) {
    gauge(
        "orch_rollout_revision",
        "The revision that rolls out, or did last.",
        tags,
        rollout.plan().revision());
    for (Phase phase : Phase.values()) {
      gauge(
          "orch_rollout_phase",
          "1 for the phase that the rollout is in.",
          tags.and("phase", Words.of(phase)),
          rollout.phase() == phase ? 1 : 0);
    }
    gauge("orch_rollout_paused", "1 while it is paused.", tags, rollout.paused() ? 1 : 0);
  }

  private void instance(Tags tags, Fleet.Instance instance) {
    InstanceReport report = instance.status().report();
    gauge(
        "orch_instance_live",
        "1 while its agent is connected to ZooKeeper.",
        tags,
        instance.status().live() ? 1 : 0);
    gauge(
        "orch_instance_wanted_revision",
        "The revision that it is to run now; 0 if none.",
        tags,
        instance.wantedRevision());
    gauge(
        "orch_instance_applied_revision",
        "The revision that it runs; 0 if none.",
        tags,
        report.appliedRevision());
    gauge(
        "orch_instance_behind_seconds",
        "For how long it has been to run something else; 0 if it is not.",
        tags,
        seconds(instance.behind()));
    for (InstanceState state : InstanceState.values()) {
      gauge(
          "orch_instance_state",
          "1 for the state that it reported last.",
          tags.and("state", Words.of(state)),
          report.state() == state ? 1 : 0);
    }
    gauge(
        "orch_instance_drifted_files",
        "Its files that someone else changed or removed, at most 50.",
        tags,
        report.drifted().size());
    gauge(
        "orch_instance_kept_stopped",
        "1 while someone has stopped the component by 'orch stop'.",
        tags,
        report.keptStopped() ? 1 : 0);
    gauge(
        "orch_instance_reported_timestamp_seconds",
        "When it reported last, by its own clock.",
        tags,
        seconds(report.reportedAt()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS;
  }
}
