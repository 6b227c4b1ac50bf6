package dev.orch.cli.agent;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandRunner;
import dev.orch.agent.health.HealthTrigger;
import dev.orch.agent.health.HealthWatch;
import dev.orch.agent.trigger.CheckedSource;
import dev.orch.agent.trigger.NamedTriggers;
import dev.orch.agent.trigger.SelectingTrigger;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.oozie.HomeUri;
import dev.orch.cli.oozie.JobUser;
import dev.orch.cli.oozie.JobsApply;
import dev.orch.cli.oozie.JobsCheck;
import dev.orch.cli.oozie.OozieOption;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.output.ProgressLine;
import dev.orch.cli.plugin.Plugins;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.cli.remote.RemoteApplies;
import dev.orch.engine.DryRun;
import dev.orch.engine.LocalHome;
import dev.orch.engine.LocalSource;
import dev.orch.engine.ObservedSource;
import dev.orch.engine.Outcome;
import dev.orch.engine.Reconciler;
import dev.orch.engine.report.HostName;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.settings.Setting;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.scan.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch apply}. */
@Command(
    name = "apply",
    description =
        "Brings a home to the state of a local directory, without ZooKeeper: staged,"
            + " checked, journalled and undone when it fails, as an agent does it. Of a"
            + " component with 'trigger: oozie', brings each job to Oozie: only jobs that"
            + " changed are touched, and no scheduled run is lost or repeated.",
    footer = {
      "",
      "Examples:",
      "  orch apply weather/file-mgr --home /opt/filemgr --dry-run",
      "  orch apply weather/file-mgr --home /opt/filemgr",
      "  orch apply weather/policy --home hdfs://nn/apps/policy",
      "  orch apply weather/ingest-jobs --home hdfs://nn/apps/ingest --dry-run"
    })
public final class ApplyCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      paramLabel = "DIR",
      description =
          "The component as it shall be; its component.yaml says how it is applied. A"
              + " directory, or a URI that a plug-in opens.")
  TreeLocation location = TreeLocation.of(Path.of(""));

  @Mixin HomeFlags home = new HomeFlags();

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "What commands are told as the component's name; DIR's name unless given.")
  @Nullable ComponentName component;

  @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
  boolean dryRun;

  @Mixin TriggerOptions triggers = new TriggerOptions();
  @Mixin OozieOption oozie = new OozieOption();
  @Mixin ConfirmOption confirmation = new ConfirmOption();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ApplyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    TreeLocation target = home.require(settings);
    try (Plugins plugins = Plugins.of(invocation)) {
      FileTree desired = scan(settings, plugins);
      if (JobsCheck.isOfJobs(desired)) {
        JobsApply jobs = jobs(settings, target);
        return (dryRun ? jobs.preview(desired) : jobs.run(desired)).code();
      }
      Optional<Path> local = target.directory();
      if (local.isEmpty()) {
        return applyRemotely(settings, target, desired).code();
      }
      Path directory = local.get();
      if (dryRun) {
        return preview(DryRun.of(directory, desired.manifest(), home.options())).code();
      }
      try (LocalHome opened = LocalHome.open(directory, home.options())) {
        Outcome outcome = apply(opened, desired, settings, plugins);
        return new OutcomeReport(invocation.messages(), false).report(outcome).code();
      }
    }
  }

  private ExitCode applyRemotely(CliSettings settings, TreeLocation target, FileTree desired)
      throws IOException, InterruptedException {
    RemoteApplies applies =
        new RemoteApplies(invocation, settings.withOptions(Map.of()), HomeUri.of(target));
    if (dryRun) {
      return preview(applies.preview(desired.manifest()));
    }
    Outcome outcome;
    try (ProgressLine progress = ProgressLine.start(invocation, "staging")) {
      outcome =
          applies.run(
              new ObservedSource(new LocalSource(desired), progress),
              identity(settings),
              triggers.overrides(),
              confirmation);
    }
    return new OutcomeReport(invocation.messages(), false).report(outcome);
  }

  private FileTree scan(CliSettings settings, Plugins plugins) throws InterruptedException {
    PublisherSettings limits = PublisherSettings.of(settings.withOptions(Map.of()));
    try (ProgressLine progress = ProgressLine.start(invocation, "reading the tree");
        TreeScanner scanner =
            new TreeScanner(limits.maxFileSize(), progress, new JobsCheck(invocation))) {
      return scanner.scanComponent(location.open(plugins));
    }
  }

  private Outcome apply(LocalHome opened, FileTree desired, CliSettings settings, Plugins plugins)
      throws IOException, InterruptedException {
    CommandRunner runner = new CommandRunner(opened.directory().resolve(".orch/trigger"));
    TriggerSetup setup = new TriggerSetup(identity(settings), triggers.overrides(), runner);
    try (ProgressLine progress = ProgressLine.start(invocation, "staging");
        NamedTriggers named = NamedTriggers.create(setup, plugins::triggers)) {
      Reconciler reconciler =
          new Reconciler(
              new CheckedSource(
                  new ObservedSource(new LocalSource(desired), progress),
                  named,
                  opened.applied().orElse(null)),
              opened,
              new HealthTrigger(
                  new SelectingTrigger(named, context -> {}),
                  new HealthWatch(identity(settings), runner)),
              Clock.systemUTC());
      Optional<Outcome> recovered = reconciler.recover();
      // Whoever runs this by hand has looked, and means it to be tried.
      reconciler.retryFailed();
      return recovered.filter(Outcome.Damaged.class::isInstance).isPresent()
          ? recovered.get()
          : reconciler.reconcile();
    }
  }

  private JobsApply jobs(CliSettings settings, TreeLocation target) throws IOException {
    InstanceIdentity identity = identity(settings);
    return new JobsApply(
        invocation,
        settings.withOptions(Map.of()),
        target,
        new DeployTarget(identity.project(), identity.component(), JobUser.of(settings)),
        oozie.url(settings),
        output.json(),
        confirmation);
  }

  private InstanceIdentity identity(CliSettings settings) throws IOException {
    return new InstanceIdentity(
        settings.value(null, Setting.PROJECT, ProjectName::new).orElse(ProjectOption.LOCAL),
        component != null ? component : location.componentName(),
        HostName.asInstanceId(HostName.ofThisNode()));
  }

  private ExitCode preview(DryRun run) {
    if (output.json()) {
      DryRunFormat.json(invocation.out(), run);
    } else {
      DryRunFormat.text(invocation.out(), run);
    }
    return run.inTheWay().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
