package dev.orch.cli.publish;

import dev.orch.cli.diff.PlanFormat;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Printable;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.settings.ByteSize;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;
import dev.orch.publisher.CommitResult.WouldCommit;
import dev.orch.publisher.plan.Plan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Prints what came of a publish, a rollback or a clear. */
final class CommitFormat {
  private final Invocation invocation;

  CommitFormat(Invocation invocation) {
    this.invocation = invocation;
  }

  void text(CommitResult result) {
    result.warnings().forEach(warning -> warn(invocation, warning));
    if (result instanceof Unchanged unchanged) {
      line(
          unchanged.project()
              + ": nothing differs from revision "
              + unchanged.revision()
              + ", nothing was written");
    } else if (result instanceof WouldCommit would) {
      PlanFormat.text(invocation.out(), would.plan());
      StorageUse use = would.use();
      line(storage("would add about ", use.added(), "would hold", use.afterwards()));
    } else if (result instanceof Committed committed) {
      line(
          committed.project()
              + ": revision "
              + committed.revision().number()
              + " is live, "
              + PlanFormat.summary(committed.plan())
              + " ("
              + seconds(committed.took())
              + " s, publish "
              + committed.revision().publishId()
              + ")");
      line(storage("added ", committed.revision().bytesAdded(), "holds", committed.bytesHeld()));
    }
  }

  /** Not by a format, which loads what Java knows of languages; see ADR 29. */
  private static String seconds(Duration took) {
    return BigDecimal.valueOf(took.toMillis(), 3).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String storage(String verb, long added, String holds, long held) {
    return verb + ByteSize.format(added) + "; the project " + holds + " " + ByteSize.format(held);
  }

  private void line(String text) {
    invocation.out().line(text);
  }

  /** One line on standard error. */
  static void warn(Invocation invocation, String warning) {
    invocation.messages().line("orch: warning: " + Printable.of(warning));
  }

  void json(CommitResult result) {
    JsonWriter.object(invocation.out(), json -> write(json, result));
  }

  static void write(JsonWriter json, CommitResult result) {
    if (result instanceof Committed committed) {
      write(
          json,
          result,
          "committed",
          committed.revision().number(),
          committed.revision().publishId(),
          committed.plan(),
          committed.revision().bytesAdded(),
          committed.bytesHeld());
    } else if (result instanceof WouldCommit would) {
      write(
          json,
          result,
          "would-commit",
          would.plan().baseRevision(),
          null,
          would.plan(),
          would.use().added(),
          would.use().held());
    } else if (result instanceof Unchanged unchanged) {
      write(json, result, "unchanged", unchanged.revision(), null, null, 0, null);
    }
  }

  private static void write(
      JsonWriter json,
      CommitResult result,
      String outcome,
      long revision,
      @Nullable String publishId,
      @Nullable Plan plan,
      long bytesAdded,
      @Nullable Long bytesHeld) {
    json.member("project", result.project().value())
        .member("outcome", outcome)
        .member("revision", revision)
        .member("publishId", publishId)
        .member("added", plan == null ? 0 : plan.addedCount())
        .member("modified", plan == null ? 0 : plan.modifiedCount())
        .member("deleted", plan == null ? 0 : plan.deletedCount())
        .member("bytesAdded", bytesAdded)
        .optional("bytesHeld", bytesHeld)
        .texts("warnings", result.warnings());
  }
}
