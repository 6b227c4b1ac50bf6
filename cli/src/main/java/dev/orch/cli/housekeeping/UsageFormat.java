package dev.orch.cli.housekeeping;

import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Table;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.ProjectUsage.Amount;
import dev.orch.model.revision.ProjectUsage.Component;
import dev.orch.model.settings.ByteSize;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Prints what projects hold. */
final class UsageFormat {
  private UsageFormat() {}

  static void table(Output out, SortedMap<ProjectName, ProjectUsage> projects) {
    Table table =
        Table.of("PROJECT", "COMPONENT", "LIVE>", "OLDER>", "REPORTS>", "TOTAL>", "ZNODES>");
    projects.forEach(
        (project, usage) -> {
          usage.components().forEach((name, used) -> row(table, project, name.value(), used));
          table.row(project, "(none)", "", "", "", bytes(usage.other()), usage.other().znodes());
        });
    Component all = components(projects);
    Amount total = total(projects);
    table.row(
        "total",
        "",
        bytes(all.live()),
        bytes(all.older()),
        bytes(all.reports()),
        bytes(total),
        total.znodes());
    table.print(out);
  }

  private static void row(Table table, ProjectName project, String component, Component used) {
    table.row(
        project,
        component,
        bytes(used.live()),
        bytes(used.older()),
        bytes(used.reports()),
        bytes(used.total()),
        used.total().znodes());
  }

  private static String bytes(Amount amount) {
    return ByteSize.format(amount.bytes());
  }

  private static Component components(SortedMap<ProjectName, ProjectUsage> projects) {
    return projects.values().stream()
        .flatMap(usage -> usage.components().values().stream())
        .reduce(Component.NOTHING, Component::plus);
  }

  private static Amount total(SortedMap<ProjectName, ProjectUsage> projects) {
    return projects.values().stream().map(ProjectUsage::total).reduce(Amount.ZERO, Amount::plus);
  }

  static void json(
      Output out, SortedMap<ProjectName, ProjectUsage> projects, List<String> warnings) {
    JsonWriter.object(
        out,
        json ->
            json.member("projects", projects.entrySet(), UsageFormat::project)
                .member("total", total -> amount(total, total(projects)))
                .texts("warnings", warnings));
  }

  private static void project(JsonWriter json, Map.Entry<ProjectName, ProjectUsage> project) {
    ProjectUsage usage = project.getValue();
    json.member("project", project.getKey().value())
        .member("components", usage.components().entrySet(), UsageFormat::component)
        .member("other", other -> amount(other, usage.other()))
        .member("total", total -> amount(total, usage.total()));
  }

  private static void component(JsonWriter json, Map.Entry<ComponentName, Component> component) {
    Component used = component.getValue();
    json.member("component", component.getKey().value())
        .member("live", live -> amount(live, used.live()))
        .member("older", older -> amount(older, used.older()))
        .member("reports", reports -> amount(reports, used.reports()));
  }

  private static void amount(JsonWriter json, Amount amount) {
    json.member("bytes", amount.bytes()).member("znodes", amount.znodes());
  }
}
