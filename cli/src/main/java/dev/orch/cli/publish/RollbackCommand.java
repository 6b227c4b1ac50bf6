package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.fleet.WaitOption;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.rollout.RolloutFlags;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import dev.orch.publisher.CommitOptions;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch rollback}. */
@Command(
    name = "rollback",
    description =
        "Makes the state of an older revision live again, as a new revision. Instances"
            + " restart only what differs.",
    footer = {
      "",
      "Examples:",
      "  orch rollback --project weather --to 3",
      "  orch rollback --project weather --to 3 --yes -m \"The new pool was too large\""
    })
public final class RollbackCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "R",
      description = "The revision to go back to; see orch history.")
  @Nullable Long revision;

  @Mixin ConfirmOption confirm = new ConfirmOption();
  @Mixin CommitFlags flags = new CommitFlags();
  @Mixin RolloutFlags rollout = new RolloutFlags();
  @Mixin WaitOption wait = new WaitOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public RollbackCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (revision == null) {
      throw new UsageException("nothing says where to go back to", "Give --to R.");
    }
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    CommitOptions options = flags.options(settings).rollingOut(rollout.choice());
    PublisherSettings limits = PublisherSettings.of(settings.withOptions(flags.settings()));
    try (Store connected = store.connect(settings)) {
      long live = Known.project(connected.revisions(), name).revision();
      if (!flags.dryRun) {
        confirm.confirm(
            "Go back to revision " + revision + " of " + name + ", where " + live + " is live",
            invocation);
      }
      CommitResult result = new Publisher(connected, limits).rollback(name, revision, options);
      return new Committing(invocation, output.json(), wait).tell(connected, result).code();
    }
  }
}
