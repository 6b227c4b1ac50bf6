package dev.orch.cli.publish;

import dev.orch.cli.diff.PlanFormat;
import dev.orch.cli.invocation.ErrorReport;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.JsonWriter.ObjectWriter;
import dev.orch.cli.output.Table;
import dev.orch.model.OrchException;
import dev.orch.model.settings.ByteSize;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.WouldCommit;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.projects.ProjectOutcome;
import dev.orch.publisher.verify.VerifyReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Prints what came of many projects: a table with a line for each. */
final class ManyFormat {
  private static final String FAILED = "failed";

  private ManyFormat() {}

  static void commits(
      Invocation invocation, List<ProjectOutcome<CommitResult>> outcomes, boolean json) {
    if (json) {
      json(invocation, outcomes, CommitFormat::write);
      return;
    }
    Table table =
        Table.of("PROJECT", "RESULT", "REVISION>", "NEW>", "MODIFIED>", "DELETED>", "ADDED>");
    for (ProjectOutcome<CommitResult> outcome : outcomes) {
      CommitResult result = outcome.result().orElse(null);
      if (result instanceof Committed done) {
        row(
            table,
            "committed",
            done.revision().number(),
            done.plan(),
            done.revision().bytesAdded());
      } else if (result instanceof WouldCommit would) {
        row(table, "would commit", would.plan().baseRevision(), would.plan(), would.use().added());
      } else if (result instanceof CommitResult.Unchanged same) {
        table.row(same.project(), "unchanged", same.revision(), 0, 0, 0, ByteSize.format(0));
      } else {
        table.row(outcome.project(), FAILED, "-", "-", "-", "-", "-");
      }
    }
    table.print(invocation.out());
  }

  private static void row(Table table, String result, long revision, Plan plan, long bytes) {
    table.row(
        plan.project(),
        result,
        revision,
        plan.addedCount(),
        plan.modifiedCount(),
        plan.deletedCount(),
        ByteSize.format(bytes));
  }

  static void plans(Invocation invocation, List<ProjectOutcome<Plan>> outcomes, boolean json) {
    if (json) {
      json(invocation, outcomes, PlanFormat::write);
      return;
    }
    Table table = Table.of("PROJECT", "RESULT", "REVISION>", "NEW>", "MODIFIED>", "DELETED>");
    for (ProjectOutcome<Plan> outcome : outcomes) {
      outcome
          .result()
          .ifPresentOrElse(
              plan ->
                  table.row(
                      plan.project(),
                      plan.isEmpty() ? "in sync" : "differs",
                      plan.baseRevision(),
                      plan.addedCount(),
                      plan.modifiedCount(),
                      plan.deletedCount()),
              () -> table.row(outcome.project(), FAILED, "-", "-", "-", "-"));
    }
    table.print(invocation.out());
  }

  static void explanations(
      Invocation invocation, List<ProjectOutcome<Plan>> outcomes, boolean json) {
    if (json) {
      json(invocation, outcomes, ExplainFormat::write);
      return;
    }
    outcomes.forEach(
        outcome -> outcome.result().ifPresent(plan -> ExplainFormat.text(invocation.out(), plan)));
  }

  static void verdicts(
      Invocation invocation, List<ProjectOutcome<VerifyReport>> outcomes, boolean json) {
    if (json) {
      json(invocation, outcomes, (to, report) -> VerifyFormat.write(to, report, report.inSync()));
      return;
    }
    Table table =
        Table.of("PROJECT", "RESULT", "REVISION>", "FILES>", "DAMAGED>", "INSTANCES>", "ASTRAY>");
    for (ProjectOutcome<VerifyReport> outcome : outcomes) {
      outcome
          .result()
          .ifPresentOrElse(
              report ->
                  table.row(
                      outcome.project(),
                      report.inSync() ? "in sync" : "differs",
                      report.plan().baseRevision(),
                      VerifyFormat.differingFiles(report),
                      report.damaged().size(),
                      report.instancesSeen(),
                      VerifyFormat.instancesAstray(report)),
              () -> table.row(outcome.project(), FAILED, "-", "-", "-", "-", "-"));
    }
    table.print(invocation.out());
  }

  private static <T> void json(
      Invocation invocation, List<ProjectOutcome<T>> outcomes, ObjectWriter<T> write) {
    JsonWriter.list(
        invocation.out(),
        outcomes,
        (json, outcome) ->
            outcome
                .result()
                .ifPresentOrElse(
                    result -> write.write(json, result),
                    () ->
                        json.member("project", outcome.project().value())
                            .member("outcome", FAILED)
                            .member(
                                "error",
                                failure(outcome).map(Throwable::getMessage).orElse(null))));
  }

  private static Optional<OrchException> failure(ProjectOutcome<?> outcome) {
    return outcome.failure();
  }

  /**
   * Explains every failure; the code of the first is that of the whole, nothing if there is none.
   */
  static <T> Optional<ExitCode> exitCode(Invocation invocation, List<ProjectOutcome<T>> outcomes) {
    ErrorReport report = new ErrorReport(invocation.messages(), false);
    Function<ProjectOutcome<T>, Optional<ExitCode>> explain =
        outcome ->
            outcome
                .failure()
                .map(
                    failure -> {
                      invocation.messages().line("orch: " + outcome.project() + " failed:");
                      return report.report(failure);
                    });
    List<ExitCode> codes =
        outcomes.stream().flatMap(outcome -> explain.apply(outcome).stream()).toList();
    return codes.stream().findFirst();
  }
}
