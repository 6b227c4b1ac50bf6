package dev.orch.cli.publish;

import dev.orch.cli.oozie.JobsCheck;
import dev.orch.cli.oozie.PlannedJobs;
import dev.orch.cli.output.ChangeFormat;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.Change;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.OnChangeRule;
import dev.orch.model.component.Reaction;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.Glob;
import dev.orch.oozie.deploy.JobPreview;
import dev.orch.publisher.plan.ComponentFate;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what agents would make of a plan. */
final class ExplainFormat {
  private ExplainFormat() {}

  static void text(Output out, Plan plan) {
    text(out, plan, Map.of());
  }

  /**
   * The same.
   *
   * @param jobs what becomes of the jobs of components that ask for Oozie, where that is known
   */
  static void text(Output out, Plan plan, Map<LayerName, List<JobPreview>> jobs) {
    if (plan.isEmpty()) {
      out.line(plan.project() + ": nothing differs, so agents do nothing");
      return;
    }
    for (ComponentPlan component : plan.components().values()) {
      if (component.fate() != ComponentFate.REMOVED && JobsCheck.isOfJobs(component.after())) {
        jobs(out, plan, component, jobs.getOrDefault(component.component(), List.of()));
      } else {
        text(out, plan, component);
      }
    }
  }

  private static void jobs(
      Output out, Plan plan, ComponentPlan component, List<JobPreview> concerned) {
    out.line(
        plan.project()
            + "/"
            + component.component()
            + ": "
            + (concerned.isEmpty() ? "jobs" : PlannedJobs.count(concerned))
            + " whose files or properties differ (trigger oozie)");
    concerned.forEach(job -> out.line("  " + PlannedJobs.line(job)));
  }

  private static void text(Output out, Plan plan, ComponentPlan component) {
    String name = plan.project() + "/" + component.component() + ": ";
    if (component.fate() == ComponentFate.REMOVED) {
      out.line(name + "published no more: agents leave its files and what runs, as REMOVED");
      return;
    }
    ComponentSpec spec = component.spec();
    out.line(
        name
            + CanonicalName.of(reaction(component))
            + (component.fate() == ComponentFate.ADDED ? ", as a new component" : "")
            + " (trigger "
            + spec.trigger()
            + ")");
    for (Change change : component.changes().changes()) {
      out.line(
          "  "
              + ChangeFormat.line("", change)
              + ": "
              + CanonicalName.of(spec.reactionTo(change.path()))
              + ", "
              + why(spec, change));
    }
    if (component.changes().specChanged()) {
      out.line(
          "  how it is applied differs (component.yaml): holds from this apply on, and asks for"
              + " nothing by itself");
    }
  }

  /** The strongest that any file asks for, once for all of them. */
  private static Reaction reaction(ComponentPlan component) {
    ComponentSpec spec = component.spec();
    return component.changes().changes().stream()
        .filter(change -> !(change instanceof Change.Modified modified) || touches(modified))
        .map(change -> spec.reactionTo(change.path()))
        .max(Comparator.naturalOrder())
        .orElse(Reaction.NOTHING);
  }

  private static boolean touches(Change.Modified change) {
    return change.contentChanged() || change.before().executable() != change.after().executable();
  }

  private static String why(ComponentSpec spec, Change change) {
    Optional<OnChangeRule> rule = spec.ruleFor(change.path());
    if (rule.isEmpty()) {
      return spec.onChange().isEmpty()
          ? "the default"
          : "the default, since no on-change rule matches";
    }
    return "by on-change rule "
        + (spec.onChange().indexOf(rule.get()) + 1)
        + " ("
        + Printable.of(
            rule.get().paths().stream().map(Glob::toString).collect(Collectors.joining(", ")))
        + ")";
  }

  static void write(JsonWriter json, Plan plan) {
    json.member("project", plan.project().value())
        .member("baseRevision", plan.baseRevision())
        .member("components", plan.components().values(), ExplainFormat::component);
  }

  private static void component(JsonWriter json, ComponentPlan component) {
    ComponentSpec spec = component.spec();
    json.member("component", component.component().value())
        .member("fate", CanonicalName.of(component.fate()))
        .member("trigger", spec.trigger())
        .member("reaction", CanonicalName.of(reaction(component)))
        .member(
            "files",
            component.changes().changes(),
            (inner, change) -> {
              ChangeFormat.write(inner, change);
              inner.member("reaction", CanonicalName.of(spec.reactionTo(change.path())));
              inner.optional(
                  "rule",
                  spec.ruleFor(change.path())
                      .map(rule -> (long) spec.onChange().indexOf(rule) + 1)
                      .orElse(null));
            });
  }
}
