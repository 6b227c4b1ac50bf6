package dev.orch.cli.diff;

import dev.orch.cli.output.ChangeFormat;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.Change;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;

/** Prints what would change, or what did. */
public final class PlanFormat {
  private static final String INDENT = "  ";

  private PlanFormat() {}

  /** One line that counts the changes, and one for each. */
  public static void text(Output out, Plan plan) {
    if (plan.isEmpty()) {
      out.line(plan.project() + ": nothing differs from revision " + plan.baseRevision());
      return;
    }
    out.line(plan.project() + ": " + summary(plan) + ", against revision " + plan.baseRevision());
    changes(out, plan);
  }

  /** One line for each change, indented. */
  public static void changes(Output out, Plan plan) {
    for (ComponentPlan component : plan.components().values()) {
      fate(out, component);
      for (Change change : component.changes().changes()) {
        out.line(INDENT + ChangeFormat.line(component.component() + "/", change));
      }
    }
  }

  /** Only the lines for what becomes of whole components, indented. */
  public static void fates(Output out, Plan plan) {
    plan.components().values().forEach(component -> fate(out, component));
  }

  private static void fate(Output out, ComponentPlan component) {
    String prefix = INDENT + component.component() + ": ";
    switch (component.fate()) {
      case ADDED -> out.line(prefix + "the component is new");
      case REMOVED -> out.line(prefix + "the component is removed");
      case CHANGED -> {
        if (component.changes().specChanged()) {
          out.line(prefix + "how it is applied differs (component.yaml)");
        }
      }
    }
  }

  /** {@code 2 new, 1 modified, 0 deleted}. */
  public static String summary(Plan plan) {
    return plan.addedCount()
        + " new, "
        + plan.modifiedCount()
        + " modified, "
        + plan.deletedCount()
        + " deleted";
  }

  /** The members of an object. */
  public static void write(JsonWriter json, Plan plan) {
    json.member("project", plan.project().value())
        .member("baseRevision", plan.baseRevision())
        .member("differs", !plan.isEmpty());
    writeComponents(json, plan);
    json.texts("warnings", plan.warnings());
  }

  /** The member that lists the components that differ. */
  public static void writeComponents(JsonWriter json, Plan plan) {
    json.member("components", plan.components().values(), PlanFormat::component);
  }

  private static void component(JsonWriter json, ComponentPlan component) {
    json.member("component", component.component().value())
        .member("fate", CanonicalName.of(component.fate()))
        .member("specChanged", component.changes().specChanged())
        .member("files", component.changes().changes(), ChangeFormat::write);
  }
}
