package dev.orch.cli.housekeeping;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.store.Store;
import dev.orch.publisher.housekeeping.Housekeeping;
import dev.orch.publisher.housekeeping.Pruned;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch prune}. */
@Command(
    name = "prune",
    description =
        "Takes the older revisions of a project away that its retention keeps no longer,"
            + " and what interrupted publishes left. The live revision and all that it refers"
            + " to stay; a revision that is gone cannot be gone back to. Every publish does"
            + " the same at its end.",
    footer = {
      "",
      "Examples:",
      "  orch prune --project weather --dry-run",
      "  orch prune --project weather --keep 5 --yes"
    })
public final class PruneCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the newest N this time; as orch retention says unless given.")
  @Nullable Integer keep;

  @Option(names = "--dry-run", description = "Only say what would go.")
  boolean dryRun;

  @Mixin ConfirmOption confirm = new ConfirmOption();
  @Mixin WriterOptions writer = new WriterOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public PruneCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (keep != null && keep < 1) {
      throw new UsageException(
          "--keep: expected 1 or more, found " + keep, "The live revision is always kept.");
    }
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      Known.project(connected.revisions(), name);
      Housekeeping housekeeping =
          writer.housekeeping(connected, settings, keep == null ? null : keep.toString());
      if (!dryRun) {
        confirm.confirm(
            "Prune project " + name + " to its newest " + housekeeping.keeps(name) + " revisions",
            invocation);
      }
      print(dryRun ? housekeeping.wouldPrune(name) : housekeeping.prune(name));
    }
    return ExitCode.OK.code();
  }

  private void print(Pruned pruned) {
    if (output.json()) {
      JsonWriter.object(
          invocation.out(),
          json ->
              json.member("project", pruned.project().value())
                  .member("done", pruned.done())
                  .member("keep", pruned.keep())
                  .numbers("revisions", pruned.revisions())
                  .member("abandonedAttempts", pruned.abandonedAttempts())
                  .member("znodesDeleted", pruned.znodesDeleted())
                  .member("bytesFreed", pruned.bytesFreed())
                  .member("bytesHeld", pruned.bytesHeld()));
      return;
    }
    String revisions =
        pruned.revisions().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String which = revisions.isEmpty() ? "no revision" : "revisions " + revisions;
    invocation
        .out()
        .line(
            pruned.done()
                ? String.format(
                    "%s: %s and %d interrupted publishes went, %d znodes, %s; the project holds %s",
                    pruned.project(),
                    which,
                    pruned.abandonedAttempts(),
                    pruned.znodesDeleted(),
                    ByteSize.format(pruned.bytesFreed()),
                    ByteSize.format(pruned.bytesHeld()))
                : String.format(
                    "%s: %s would go, at most %s of %s",
                    pruned.project(),
                    which,
                    ByteSize.format(pruned.bytesFreed()),
                    ByteSize.format(pruned.bytesHeld())));
  }
}
