package dev.orch.cli.steer;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Table;
import dev.orch.cli.steer.Answer.Standing;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.CanonicalName;
import java.util.List;
import java.util.Locale;

/** Prints what came of it. */
final class AnswerFormat {
  private static final String NONE = "-";

  private AnswerFormat() {}

  static void table(Output out, List<Answer> answers) {
    Table table = Table.of("INSTANCE", "RESULT", "TOOK>", "WHY…");
    for (Answer answer : answers) {
      table.row(
          answer.instance(),
          CanonicalName.of(answer.standing()),
          answer.took().isZero()
              ? NONE
              : String.format(Locale.ROOT, "%.1f s", answer.took().toMillis() / 1000.0),
          answer.why() == null ? NONE : answer.why());
    }
    table.print(out);
  }

  static void json(
      Output out,
      ProjectName project,
      ComponentName component,
      CommandVerb verb,
      List<Answer> answers) {
    JsonWriter.object(
        out,
        json ->
            json.member("project", project.value())
                .member("component", component.value())
                .member("command", CanonicalName.of(verb))
                .member("instances", answers, AnswerFormat::answer));
  }

  private static void answer(JsonWriter json, Answer answer) {
    CommandId command = answer.command();
    json.member("instance", answer.instance().value())
        .member("result", CanonicalName.of(answer.standing()))
        .member("id", command == null ? null : command.value())
        .member("tookMillis", answer.took().toMillis())
        .member("why", answer.why());
  }

  static ExitCode exitCode(List<Answer> answers) {
    if (answers.stream().anyMatch(AnswerFormat::isFailure)) {
      return ExitCode.APPLY_FAILED;
    }
    return answers.stream().allMatch(it -> it.standing() == Standing.DONE)
        ? ExitCode.OK
        : ExitCode.NOT_CONVERGED;
  }

  private static boolean isFailure(Answer answer) {
    return switch (answer.standing()) {
      case FAILED, REFUSED, INTERRUPTED -> true;
      case DONE, EXPIRED, UNANSWERED, NOT_ASKED -> false;
    };
  }
}
