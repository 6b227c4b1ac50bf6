package dev.orch.cli.fleet;

import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Table;
import dev.orch.model.Digest;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import java.util.List;

/** Prints where instances are reached, and what they run. */
final class InstancesFormat {
  private static final String NONE = "-";

  private InstancesFormat() {}

  static void table(Output out, List<InstanceStatus> instances) {
    Table table = Table.of("INSTANCE", "HOST…", "STATE", "REVISION>", "ENDPOINTS", "LABELS");
    for (InstanceStatus instance : instances) {
      InstanceReport report = instance.report();
      table.row(
          instance.id(),
          report.host(),
          report.state(),
          report.appliedRevision() == 0 ? NONE : report.appliedRevision(),
          orNone(report.endpoints().toString()),
          orNone(report.labels().toString()));
    }
    table.print(out);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  static void json(Output out, List<InstanceStatus> instances) {
    JsonWriter.list(
        out,
        instances,
        (json, instance) -> {
          InstanceReport report = instance.report();
          Digest applied = report.appliedDigest();
          json.member("component", instance.component().value())
              .member("instance", instance.id().value())
              .member("host", report.host())
              .member("state", report.state().name())
              .member("revision", report.appliedRevision())
              .member("digest", applied == null ? null : applied.hex())
              .member(
                  "endpoints",
                  endpoints ->
                      report
                          .endpoints()
                          .byName()
                          .forEach((name, at) -> endpoints.member(name, at.toString())))
              .member("labels", labels -> report.labels().values().forEach(labels::member));
        });
  }
}
