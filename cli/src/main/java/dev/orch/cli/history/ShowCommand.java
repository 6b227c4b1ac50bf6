package dev.orch.cli.history;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.diff.Comparison;
import dev.orch.cli.diff.DiffFormat;
import dev.orch.cli.diff.PlanFormat;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.RevisionState;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Pager;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import dev.orch.publisher.plan.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch show}. */
@Command(
    name = "show",
    description = "Shows one revision: who made it, when and why, and what it changed.",
    footer = {
      "",
      "Examples:",
      "  orch show --project weather                what is live",
      "  orch show 12 --project weather --diff"
    })
public final class ShowCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      arity = "0..1",
      paramLabel = "R",
      description = "The revision; the live one unless given.")
  @Nullable Long number;

  @Option(names = "--diff", description = "Show what changed within text files.")
  boolean diff;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ShowCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      RevisionStore revisions = connected.revisions();
      RevisionInfo revision = RevisionOption.kept(revisions, name, wanted(revisions, name));
      Optional<Plan> changes = changes(revisions, name, revision);
      if (output.json()) {
        JsonWriter.object(invocation.out(), json -> write(json, revision, changes));
      } else {
        Pager.page(invocation, common.pages(), out -> print(out, revision, changes));
      }
    }
    return ExitCode.OK.code();
  }

  private long wanted(RevisionStore revisions, ProjectName name) throws InterruptedException {
    long live = Known.project(revisions, name).revision();
    if (number != null) {
      return number;
    }
    if (live == 0) {
      throw new UsageException(
          "nothing was published to project " + name + " yet", "See: orch publish --help");
    }
    return live;
  }

  /** Against its parent; nothing if that is not kept any more. */
  private static Optional<Plan> changes(
      RevisionStore revisions, ProjectName name, RevisionInfo revision)
      throws InterruptedException {
    RevisionState parent = new RevisionState(0, new TreeMap<>());
    if (revision.parent() > 0) {
      Optional<RevisionInfo> kept = revisions.revision(name, revision.parent());
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      parent = new RevisionState(kept.get().number(), kept.get().components());
    }
    return Optional.of(
        Comparison.of(
            revisions,
            name,
            parent,
            new RevisionState(revision.number(), revision.components()),
            List.of()));
  }

  private void print(Output out, RevisionInfo revision, Optional<Plan> changes)
      throws IOException, InterruptedException {
    RevisionFormat.details(out, revision);
    if (changes.isEmpty()) {
      out.line("what it changed is not known: revision " + revision.parent() + " is not kept");
      return;
    }
    out.line(PlanFormat.summary(changes.get()));
    PlanFormat.changes(out, changes.get());
    if (diff) {
      DiffFormat.print(out, changes.get(), common.colour(invocation));
    }
  }

  private static void write(JsonWriter json, RevisionInfo revision, Optional<Plan> changes) {
    RevisionFormat.write(json, revision);
    json.optional("changes", changes.orElse(null), PlanFormat::write);
  }
}
