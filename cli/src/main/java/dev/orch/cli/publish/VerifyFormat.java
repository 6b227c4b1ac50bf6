package dev.orch.cli.publish;

import dev.orch.cli.diff.PlanFormat;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.model.component.CanonicalName;
import dev.orch.publisher.verify.InstanceDifference;
import dev.orch.publisher.verify.VerifyReport;

/** Prints what differs between desired, published and applied. */
final class VerifyFormat {
  private VerifyFormat() {}

  static void text(Output out, VerifyReport report) {
    PlanFormat.text(out, report.plan());
    report.damaged().forEach(problem -> out.line("  damaged: " + Printable.of(problem.toString())));
    report.instances().forEach(difference -> out.line("  " + describe(difference)));
    out.line(
        (report.inSync() ? "in sync: " : "not in sync: ")
            + report.filesRead()
            + " published files read, "
            + report.damaged().size()
            + " damaged; "
            + instancesAstray(report)
            + " of "
            + report.instancesSeen()
            + " instances not as published");
    if (!report.damaged().isEmpty()) {
      out.line("mend what is damaged with: orch publish --repair");
    }
  }

  private static String describe(InstanceDifference difference) {
    return difference.component()
        + "/"
        + difference.instance()
        + ": "
        + CanonicalName.of(difference.kind())
        + ": "
        + Printable.of(difference.detail());
  }

  /** How many files a publish would change. */
  static int differingFiles(VerifyReport report) {
    return report.plan().addedCount()
        + report.plan().modifiedCount()
        + report.plan().deletedCount();
  }

  /** How many instances are not as they should be. */
  static long instancesAstray(VerifyReport report) {
    return report.instances().stream()
        .map(difference -> difference.component() + "/" + difference.instance())
        .distinct()
        .count();
  }

  static void write(JsonWriter json, VerifyReport report, boolean inSync) {
    json.member("project", report.plan().project().value())
        .member("inSync", inSync)
        .member("plan", plan -> PlanFormat.write(plan, report.plan()))
        .member(
            "damaged",
            report.damaged(),
            (inner, problem) ->
                inner.member("place", problem.where()).member("problem", problem.what()))
        .member(
            "instances",
            report.instances(),
            (inner, difference) ->
                inner
                    .member("component", difference.component().value())
                    .member("instance", difference.instance().value())
                    .member("kind", CanonicalName.of(difference.kind()))
                    .member("detail", difference.detail()))
        .member("filesRead", report.filesRead())
        .member("instancesSeen", report.instancesSeen());
  }
}
