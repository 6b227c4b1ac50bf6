package dev.orch.cli.fleet;

import dev.orch.cli.fleet.ProjectStatus.ComponentStatus;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.cli.rollout.RolloutView;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Prints the state of projects. */
final class StatusFormat {
  private static final String NONE = "-";

  private StatusFormat() {}

  static void table(Output out, List<ProjectStatus> projects) {
    Table table =
        Table.of(
            "PROJECT",
            "COMPONENT",
            "INSTANCE",
            "HOST…",
            "LIVE",
            "WANTED>",
            "APPLIED>",
            "STATE",
            "DRIFT>");
    List<String> errors = new ArrayList<>();
    for (ProjectStatus project : projects) {
      String wanted = String.valueOf(project.head().revision());
      if (project.components().isEmpty()) {
        String state = project.head().cleared() ? "(cleared)" : "(empty)";
        table.row(project.project(), NONE, NONE, NONE, NONE, wanted, NONE, state, NONE);
      }
      project
          .components()
          .forEach(
              (name, component) -> {
                String live = component.digest().isPresent() ? wanted : NONE;
                if (component.instances().isEmpty()) {
                  table.row(
                      project.project(), name, NONE, NONE, NONE, live, NONE, "(no instance)", NONE);
                }
                for (InstanceStatus instance : component.instances()) {
                  InstanceReport report = instance.report();
                  table.row(
                      project.project(),
                      name,
                      instance.id(),
                      report.host(),
                      instance.live() ? "yes" : "no",
                      live,
                      report.appliedRevision() == 0 ? NONE : report.appliedRevision(),
                      report.state() + (report.keptStopped() ? ", stopped" : ""),
                      report.drifted().size());
                  report
                      .error()
                      .ifPresent(
                          error ->
                              errors.add(
                                  project.project()
                                      + "/"
                                      + name
                                      + "/"
                                      + instance.id()
                                      + ": "
                                      + Printable.of(error)));
                }
              });
    }
    table.print(out);
    errors.forEach(out::line);
  }

  /**
   * As JSON.
   *
   * @param rollouts that are under way
   */
  static void json(
      Output out,
      List<ProjectStatus> projects,
      Map<ProjectName, SortedMap<ComponentName, RolloutView>> rollouts) {
    JsonWriter.list(
        out,
        projects,
        (json, project) ->
            json.member("project", project.project().value())
                .member("revision", project.head().revision())
                .member("cleared", project.head().cleared())
                .member(
                    "components",
                    project.components().entrySet(),
                    (inner, entry) ->
                        component(
                            inner,
                            entry.getKey().value(),
                            entry.getValue(),
                            rollouts
                                .getOrDefault(project.project(), Collections.emptySortedMap())
                                .get(entry.getKey()))));
  }

  private static void component(
      JsonWriter json, String name, ComponentStatus component, @Nullable RolloutView rollout) {
    json.member("component", name)
        .member("digest", component.digest().map(Digest::hex).orElse(null))
        .optional("rollout", rollout, (inner, view) -> view.summary(inner))
        .member(
            "instances",
            component.instances(),
            (inner, instance) -> instance(inner, instance, component.isInSync(instance)));
  }

  private static void instance(JsonWriter json, InstanceStatus instance, boolean inSync) {
    InstanceReport report = instance.report();
    Digest applied = report.appliedDigest();
    json.member("instance", instance.id().value())
        .member("live", instance.live())
        .member("inSync", inSync)
        .member("state", report.state().name())
        .member("keptStopped", report.keptStopped())
        .member("appliedRevision", report.appliedRevision())
        .member("appliedDigest", applied == null ? null : applied.hex())
        .member("wantedRevision", report.wantedRevision())
        .texts("drifted", report.drifted().stream().map(ConfigPath::value).toList())
        .member("lastError", report.error().orElse(null))
        .member("host", report.host())
        .member("pid", report.pid())
        .member("home", report.home())
        .member("reportedAt", report.reportedAt().toString());
  }
}
