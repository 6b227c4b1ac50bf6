package dev.orch.cli.publish;

import dev.orch.cli.output.ChangeFormat;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.Change;
import dev.orch.publisher.plan.ComponentFate;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;

/** Prints what would change. */
final class PlanFormat {
  private PlanFormat() {}

  /** One line for each change, and one that counts them. */
  static void text(Output out, Plan plan) {
    if (plan.isEmpty()) {
      out.line(plan.project() + ": nothing differs from revision " + plan.baseRevision());
      return;
    }
    out.line(plan.project() + ": " + summary(plan) + ", against revision " + plan.baseRevision());
    for (ComponentPlan component : plan.components().values()) {
      if (component.fate() != ComponentFate.CHANGED) {
        out.line("  " + component.component() + ": the component is " + fate(component.fate()));
      } else if (component.changes().specChanged()) {
        out.line("  " + component.component() + ": how it is applied differs (component.yaml)");
      }
      for (Change change : component.changes().changes()) {
        out.line("  " + ChangeFormat.line(component.component() + "/", change));
      }
    }
  }

  /** {@code 2 new, 1 modified, 0 deleted}. */
  static String summary(Plan plan) {
    return plan.addedCount()
        + " new, "
        + plan.modifiedCount()
        + " modified, "
        + plan.deletedCount()
        + " deleted";
  }

  private static String fate(ComponentFate fate) {
    return fate == ComponentFate.ADDED ? "new" : "removed";
  }

  static void write(JsonWriter json, Plan plan) {
    json.member("project", plan.project().value())
        .member("baseRevision", plan.baseRevision())
        .member("differs", !plan.isEmpty())
        .member("components", plan.components().values(), PlanFormat::component);
  }

  private static void component(JsonWriter json, ComponentPlan component) {
    json.member("component", component.component().value())
        .member("fate", CanonicalName.of(component.fate()))
        .member("specChanged", component.changes().specChanged())
        .member("files", component.changes().changes(), ChangeFormat::write);
  }
}
