package dev.orch.cli.agent;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.agent.AgentEnd;
import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.process.BackoffPolicy;
import dev.orch.agent.process.ChildSettings;
import dev.orch.agent.process.SignalForwarding;
import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.metrics.MetricsOptions;
import dev.orch.cli.metrics.Monitoring;
import dev.orch.cli.oozie.HomeUri;
import dev.orch.cli.oozie.JobUser;
import dev.orch.cli.oozie.OozieOption;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.ProgressLine;
import dev.orch.cli.plugin.Plugins;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.cli.remote.RemoteAgent;
import dev.orch.engine.Outcome;
import dev.orch.engine.report.HostName;
import dev.orch.engine.standby.StandbyAgent;
import dev.orch.model.InstanceId;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import dev.orch.oozie.agent.OozieAgentConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch agent}. */
@Command(
    name = "agent",
    description =
        "Keeps the home of one instance at what is published for its component, restarts"
            + " or reloads the component when that changes, and reports what runs. Runs until"
            + " it is told to end. With a command after --, it owns that process: starts it"
            + " once its files are in place, stops it before they change, and ends with it."
            + " A home may be a URI of a file system that Hadoop knows; it holds files then, or"
            + " brings the jobs of a component with 'trigger: oozie' to Oozie. Of several agents"
            + " of one such home one acts, the others stand by.",
    footer = {
      "",
      "Examples:",
      "  orch agent --project weather --component file-mgr --home /opt/filemgr",
      "  orch agent -p weather -c file-mgr --home /opt/filemgr -- bin/serve.sh",
      "  orch agent --project weather --component file-mgr --home /opt/filemgr --once",
      "  orch agent -p weather -c file-mgr --home /opt/filemgr --label rack=a"
          + " --endpoint rpc=node-7:9000",
      "  orch agent -p weather -c ingest-jobs --home hdfs://nn/apps/ingest"
    })
public final class AgentCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Mixin ComponentOption component = new ComponentOption();

  @Option(
      names = {"-i", "--instance"},
      paramLabel = "ID",
      description = "What tells this instance from others; the host's name unless set.")
  @Nullable InstanceId instance;

  @Mixin AnnounceOptions announce = new AnnounceOptions();
  @Mixin HomeFlags home = new HomeFlags();

  @Option(names = "--once", description = "Apply what is live, then end. For start scripts.")
  boolean once;

  @Option(
      names = "--require-fresh",
      description =
          "With --once: fail when ZooKeeper is out of reach, even if the home is complete.")
  boolean requireFresh;

  @Option(
      names = "--reconcile-interval",
      paramLabel = "TIME",
      description = "The longest time between two looks; 30s unless set.")
  @Nullable Duration reconcileInterval;

  @Option(
      names = "--stop-timeout",
      paramLabel = "TIME",
      description = "How long the child gets between TERM and KILL; 30s unless set.")
  @Nullable Duration stopTimeout;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      description = "How long the child must run for an apply to have succeeded; 1s unless set.")
  Duration settle = ChildSettings.DEFAULT_SETTLE;

  @Option(
      names = "--keep-output",
      description =
          "Keep what the child writes in the home, for 'orch logs', instead of passing it on.")
  boolean keepOutput;

  @Mixin MetricsOptions metrics = new MetricsOptions();
  @Mixin TriggerOptions triggers = new TriggerOptions();
  @Mixin OozieOption oozie = new OozieOption();

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "After --: the child to run.")
  List<String> child = new ArrayList<>();

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public AgentCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (once && !child.isEmpty()) {
      throw new UsageException(
          "--once ends when the files are in place, and its child would end with it",
          "Leave out --once, or start the component after it.");
    }
    if (once && metrics.isGiven()) {
      throw new UsageException(
          "--once ends before anyone could ask for metrics", "Leave out the one or the other.");
    }
    CliSettings settings = CliSettings.of(invocation);
    TreeLocation place = home.require(settings);
    Optional<Path> directory = place.directory();
    if (directory.isEmpty()) {
      return serveRemote(settings, place);
    }
    AgentConfig config = config(settings, directory.get());
    try (Store opened = store.open(settings)) {
      if (once) {
        return applyOnce(opened, config);
      }
      try (Monitoring told = metrics.start(invocation, settings, config.identity(), opened)) {
        return run(opened, config.withObserver(told.observer()));
      }
    }
  }

  private int serveRemote(CliSettings settings, TreeLocation place)
      throws IOException, InterruptedException {
    if (!child.isEmpty()) {
      throw new UsageException(
          "an agent whose home is not on this machine owns no child, found a command after --",
          "Leave the command out, or give the agent a home on this machine.");
    }
    String host = HostName.ofThisNode();
    OozieAgentConfig config =
        new OozieAgentConfig(
            new StandbyAgent.Identity(
                project.require(settings),
                component.require(settings),
                instance(settings, host),
                host,
                announce.announcement(settings)),
            HomeUri.of(place),
            oozie.url(settings),
            JobUser.of(settings),
            new StandbyAgent.Times(interval(settings), AgentConfig.DEFAULT_CLOSE_TIMEOUT));
    StandbyAgent.Identity identity = config.identity();
    try (Store opened = store.open(settings);
        Monitoring told =
            once
                ? Monitoring.NONE
                : metrics.start(
                    invocation,
                    settings,
                    new InstanceIdentity(
                        identity.project(), identity.component(), identity.instance()),
                    opened)) {
      return new RemoteAgent(
              invocation,
              settings.withOptions(Map.of()),
              config,
              triggers.overrides(),
              told.observer())
          .run(opened, once, new OutcomeReport(invocation.messages(), requireFresh)::report);
    }
  }

  private int applyOnce(Store opened, AgentConfig config) throws IOException, InterruptedException {
    OutcomeReport report = new OutcomeReport(invocation.messages(), requireFresh);
    Outcome outcome;
    try (ProgressLine progress =
        ProgressLine.start(invocation, "fetching " + config.identity().component())) {
      outcome = Agent.runOnce(config, opened, triggers(config), progress);
    }
    return report.report(outcome).code();
  }

  private int run(Store opened, AgentConfig config) throws IOException, InterruptedException {
    try (Agent agent = Agent.start(config, opened, triggers(config))) {
      if (config.child().isPresent()) {
        SignalForwarding.begin(agent::childPid);
      }
      AgentEnd end = agent.await();
      if (end instanceof AgentEnd.ChildEnded ended) {
        invocation.messages().line("orch: the child has ended, exit code " + ended.exitCode());
        return ended.exitCode();
      }
      return ExitCode.OK.code();
    }
  }

  /**
   * Loaded at the start, so that a broken one is noticed then; not where a child is all there is.
   */
  private List<TriggerFactory> triggers(AgentConfig config) {
    return config.child().isPresent() ? List.of() : Plugins.of(invocation).triggers();
  }

  private AgentConfig config(CliSettings settings, Path directory) {
    String host = HostName.ofThisNode();
    InstanceIdentity identity =
        new InstanceIdentity(
            project.require(settings), component.require(settings), instance(settings, host));
    AgentConfig config =
        AgentConfig.of(identity, directory, host)
            .withHomeOptions(home.options())
            .withAnnouncement(announce.announcement(settings))
            .withReconcileInterval(interval(settings))
            .withCommands(triggers.overrides());
    if (child.isEmpty()) {
      return config;
    }
    AgentConfig owning = config.withChild(childSettings(settings));
    return keepOutput ? owning.withKeptOutput() : owning;
  }

  private InstanceId instance(CliSettings settings, String host) {
    return settings
        .value(instance, Setting.INSTANCE, InstanceId::new)
        .orElseGet(() -> HostName.asInstanceId(host));
  }

  private Duration interval(CliSettings settings) {
    Duration interval =
        settings.duration(
            reconcileInterval, Setting.RECONCILE_INTERVAL, AgentConfig.DEFAULT_RECONCILE_INTERVAL);
    if (interval.isZero()) {
      throw new UsageException(
          "--reconcile-interval: expected more than zero", "Give it a longer time.");
    }
    return interval;
  }

  private ChildSettings childSettings(CliSettings settings) {
    return new ChildSettings(
        child,
        settings.duration(stopTimeout, Setting.STOP_TIMEOUT, ChildSettings.DEFAULT_STOP_TIMEOUT),
        settle,
        BackoffPolicy.DEFAULT,
        ProcessBuilder.Redirect.INHERIT);
  }
}
