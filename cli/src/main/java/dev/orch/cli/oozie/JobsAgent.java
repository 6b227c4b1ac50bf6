package dev.orch.cli.oozie;

import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.engine.Outcome;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.engine.standby.StandbyAgent;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.agent.OozieAgent;
import dev.orch.oozie.agent.OozieAgentConfig;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobResult;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Function;

/** Runs an agent for the jobs of a component. */
public final class JobsAgent {
  private final Invocation invocation;
  private final Settings settings;
  private final OozieAgentConfig config;
  private final InstanceObserver observer;

  public JobsAgent(
      Invocation invocation,
      Settings settings,
      OozieAgentConfig config,
      InstanceObserver observer) {
    this.observer = observer;
    this.invocation = invocation;
    this.settings = settings;
    this.config = config;
  }

  /**
   * Until it is told to end, or only until the jobs are as desired.
   *
   * @param report says what came of one that runs once, and which exit code goes with it
   * @return the exit code
   */
  public int run(Store store, boolean once, Function<Outcome, ExitCode> report)
      throws IOException, InterruptedException {
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    if (!once) {
      try (StandbyAgent agent = OozieAgent.start(config, store, platform, settings, observer)) {
        agent.await();
        return ExitCode.OK.code();
      }
    }
    JobProgress progress =
        new JobProgress(invocation, EnumSet.complementOf(EnumSet.of(JobResult.Kind.UNTOUCHED)));
    Outcome outcome = OozieAgent.runOnce(config, store, platform, settings, progress);
    return report.apply(outcome).code();
  }
}
