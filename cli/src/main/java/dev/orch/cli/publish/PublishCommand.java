package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.fleet.WaitOption;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.oozie.ValidateOption;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.ProgressLine;
import dev.orch.cli.rollout.RolloutFlags;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import dev.orch.publisher.CommitOptions;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.plan.PlanPin;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.projects.ProjectOutcome;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch publish}. */
@Command(
    name = "publish",
    description =
        "Makes a desired tree the live revision of its project: all components together,"
            + " or nothing. An unchanged tree publishes nothing.",
    footer = {
      "",
      "Examples:",
      "  orch publish weather --project weather -m \"Raise the pool\"",
      "  orch publish weather --project weather --component file-mgr --dry-run",
      "  orch publish weather --project weather --wait 2m",
      "  orch publish weather --project weather --canary 1 --max-unavailable 10%%",
      "  orch publish . --all-projects",
      "  orch publish --plan plan.json               what orch plan --out plan.json saw",
      "  orch publish weather -p weather --validate-against http://oozie:11000/oozie"
    })
public final class PublishCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin TreeOptions tree = new TreeOptions();
  @Mixin ValidatorsOption validators = new ValidatorsOption();
  @Mixin ValidateOption validate = new ValidateOption();
  @Mixin CommitFlags flags = new CommitFlags();
  @Mixin RolloutFlags rollout = new RolloutFlags();

  @Mixin WaitOption wait = new WaitOption();

  @Option(names = "--allow-empty", description = "Publish a tree without a single file.")
  boolean allowEmpty;

  @Option(
      names = "--allow-removals",
      description = "Remove a component, or more than half of its files.")
  boolean allowRemovals;

  @Option(
      names = "--allow-stale",
      description = "Publish a checkout that is older than what is published.")
  boolean allowStale;

  @Option(
      names = "--repair",
      description =
          "Read every published byte first, and write components anew that are damaged in"
              + " ZooKeeper, also if nothing else differs. What is damaged is listed by: orch"
              + " verify")
  boolean repair;

  @Option(
      names = "--project-limit",
      paramLabel = "SIZE",
      description = "How much a project may hold in ZooKeeper; 256MiB unless set.")
  @Nullable String projectLimit;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Carry out exactly this plan of orch plan --out, or refuse if the live revision"
              + " or the tree is another by now. DIR is where the tree was then, unless given.")
  @Nullable Path planFile;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public PublishCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOne();
    validate.requireLegal();
    CliSettings settings = CliSettings.of(invocation);
    Optional<PlanPin> pin = planFile == null ? Optional.empty() : Optional.of(saved(planFile));
    PublisherSettings limits =
        validators.applyTo(PublisherSettings.of(settings.withOptions(given())));
    CommitOptions options = flags.options(settings).rollingOut(rollout.choice());
    try (SourceHistory history = tree.historyOfOne()) {
      return TreeRun.run(
          invocation,
          tree,
          store,
          settings,
          limits,
          (connected, publisher, project, desired) -> {
            validate(settings, connected, publisher, project, desired);
            return one(connected, publisher, request(project, desired, history, options, pin));
          },
          (connected, publisher, projects) ->
              many(settings, connected, publisher, projects, options));
    }
  }

  /** What the tree differs in is looked at by itself first: nobody waits for Oozie under a lock. */
  private void validate(
      CliSettings settings,
      Store connected,
      Publisher publisher,
      ProjectName project,
      DesiredTree desired)
      throws InterruptedException {
    if (validate.isGiven()) {
      validate.check(publisher.plan(project, desired), connected, settings, invocation);
    }
  }

  private void requireOne() {
    if (tree.allProjects && wait.isGiven()) {
      throw new UsageException(
          "--wait takes one project, not --all-projects",
          "Publish them, then wait for each: orch publish DIR --project NAME --wait TIME");
    }
  }

  private PlanPin saved(Path file) throws IOException {
    if (repair || flags.expectRevision != null) {
      throw new UsageException(
          "--plan takes neither --repair nor --expect-revision",
          "Leave them out: the plan says which revision it expects, and repairs are not in it.");
    }
    SavedPlan plan = PlanFile.read(file);
    tree.carryOut(plan);
    return plan.pin();
  }

  private Map<Setting, String> given() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.putAll(tree.settings());
    given.putAll(flags.settings());
    if (projectLimit != null) {
      given.put(Setting.PROJECT_LIMIT, projectLimit);
    }
    return given;
  }

  private int one(Store connected, Publisher publisher, PublishRequest request)
      throws InterruptedException {
    CommitResult result = publish(publisher, request);
    return new Committing(invocation, output.json(), wait).tell(connected, result).code();
  }

  private int many(
      CliSettings settings,
      Store connected,
      Publisher publisher,
      AllProjects projects,
      CommitOptions options)
      throws InterruptedException {
    // All guards are asked before the first project is written, and Oozie is.
    List<ProjectOutcome<CommitResult>> outcomes =
        projects.forEach(
            (name, desired) -> {
              validate(settings, connected, publisher, name, desired);
              return publishOf(publisher, name, desired, dry(options));
            });
    boolean sound = outcomes.stream().allMatch(outcome -> outcome.failure().isEmpty());
    if (sound && !options.dryRun()) {
      outcomes = projects.forEach((name, desired) -> publishOf(publisher, name, desired, options));
    }
    ManyFormat.commits(invocation, outcomes, output.json());
    return ManyFormat.exitCode(invocation, outcomes).orElse(ExitCode.OK).code();
  }

  private static CommitOptions dry(CommitOptions options) {
    return new CommitOptions(options.author(), options.message(), options.expectedRevision(), true);
  }

  private CommitResult publishOf(
      Publisher publisher, ProjectName project, DesiredTree desired, CommitOptions options)
      throws InterruptedException {
    try (SourceHistory history = tree.historyOf(project)) {
      return publish(publisher, request(project, desired, history, options, Optional.empty()));
    }
  }

  private PublishRequest request(
      ProjectName project,
      DesiredTree desired,
      SourceHistory history,
      CommitOptions options,
      Optional<PlanPin> pin) {
    PublishRequest request =
        new PublishRequest(project, desired, history, allowed(), repair, options);
    return pin.map(request::pinnedTo).orElse(request);
  }

  private CommitResult publish(Publisher publisher, PublishRequest request)
      throws InterruptedException {
    try (ProgressLine progress =
        ProgressLine.start(invocation, "publishing " + request.project())) {
      return publisher.publish(request, progress);
    }
  }

  private Set<Allowance> allowed() {
    Set<Allowance> allowed = EnumSet.noneOf(Allowance.class);
    if (allowEmpty) {
      allowed.add(Allowance.EMPTY);
    }
    if (allowRemovals) {
      allowed.add(Allowance.REMOVALS);
    }
    if (allowStale) {
      allowed.add(Allowance.STALE);
    }
    return allowed;
  }
}
