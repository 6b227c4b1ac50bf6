package dev.orch.cli.rollout;

import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.model.InstanceId;
import dev.orch.model.rollout.Rollout;
import java.util.List;
import java.util.TreeSet;

/** Prints rollouts. */
final class RolloutFormat {
  private RolloutFormat() {}

  static void table(Output out, List<RolloutView> views) {
    Table table =
        Table.of(
            "PROJECT",
            "COMPONENT",
            "REVISION>",
            "STABLE>",
            "PHASE",
            "HEALTHY>",
            "FAILED>",
            "AT-WORK>",
            "AT-A-TIME>");
    for (RolloutView view : views) {
      Rollout.Plan plan = view.rollout().plan();
      table.row(
          view.project(),
          view.component(),
          plan.revision(),
          plan.stableRevision(),
          view.phase(),
          view.done(),
          view.progress().failed().size(),
          view.progress().leases().size(),
          plan.slots());
    }
    table.print(out);
    for (RolloutView view : views) {
      String place = view.project() + "/" + view.component();
      if (!view.rollout().reason().isEmpty()) {
        out.line(Printable.of(place + ": " + view.rollout().reason()));
      }
      view.progress()
          .failed()
          .forEach((id, reason) -> out.line(Printable.of(place + "/" + id + ": " + reason)));
    }
  }

  static void json(Output out, List<RolloutView> views) {
    JsonWriter.list(out, views, RolloutFormat::write);
  }

  static void write(JsonWriter json, RolloutView view) {
    Rollout rollout = view.rollout();
    json.member("project", view.project().value())
        .member("component", view.component().value())
        .member("rollout", rollout.plan().id())
        .member("revision", rollout.plan().revision())
        .member("stableRevision", rollout.plan().stableRevision())
        .member("phase", rollout.phase().name())
        .member("paused", rollout.paused())
        .member("reason", rollout.reason())
        .member("maxUnavailable", rollout.plan().slots())
        .member("maxFailures", rollout.maxFailures())
        .member("bakeSeconds", rollout.plan().bake().toSeconds())
        .texts("canaries", rollout.canaries().stream().map(InstanceId::value).toList())
        .texts("healthy", sorted(view.progress().healthy()))
        .texts("atWork", sorted(view.progress().leases().keySet()))
        .texts("known", sorted(view.progress().known()))
        .member(
            "failed",
            view.progress().failed().entrySet(),
            (inner, failure) ->
                inner
                    .member("instance", failure.getKey().value())
                    .member("reason", failure.getValue()));
  }

  private static List<String> sorted(Iterable<InstanceId> ids) {
    TreeSet<String> sorted = new TreeSet<>();
    ids.forEach(id -> sorted.add(id.value()));
    return List.copyOf(sorted);
  }
}
