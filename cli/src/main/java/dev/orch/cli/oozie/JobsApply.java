package dev.orch.cli.oozie;

import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.output.Printable;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.engine.LocalSource;
import dev.orch.engine.Outcome;
import dev.orch.model.InstanceId;
import dev.orch.model.OrchException;
import dev.orch.model.component.FileTree;
import dev.orch.model.settings.Settings;
import dev.orch.oozie.agent.JobPasses;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.JobDeployer;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobPreview;
import dev.orch.oozie.deploy.JobPreview.Action;
import dev.orch.oozie.deploy.JobResult;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings the jobs of one directory to Oozie, without ZooKeeper, and waits until they are there. */
public final class JobsApply {
  private final Invocation invocation;
  private final Settings settings;
  private final TreeLocation home;
  private final DeployTarget target;
  private final @Nullable URI url;
  private final boolean json;
  private final ConfirmOption confirmation;
  private final JobProgress progress;

  /**
   * Creates it from its parts.
   *
   * @param url of Oozie, whatever the component says; null to go by the component
   * @param json whether what was done is printed as JSON
   * @param confirmation asks before all jobs go
   */
  public JobsApply(
      Invocation invocation,
      Settings settings,
      TreeLocation home,
      DeployTarget target,
      @Nullable URI url,
      boolean json,
      ConfirmOption confirmation) {
    this.invocation = invocation;
    this.settings = settings;
    this.home = home;
    this.target = target;
    this.url = url;
    this.json = json;
    this.confirmation = confirmation;
    // A drain can take a while; what is done in one pass, the table at the end says.
    this.progress = new JobProgress(invocation, Set.of(JobResult.Kind.WAITING));
  }

  /** Shows what would be done, and does nothing. */
  public ExitCode preview(FileTree desired) throws IOException, InterruptedException {
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    JobSet jobs = JobSet.read(desired);
    try (JobHome opened = platform.home(HomeUri.of(home), settings);
        OozieServer server =
            platform.server(
                serverUrl(jobs.settings()), jobs.settings().caller(target.user()), settings)) {
      List<JobPreview> previews =
          new JobDeployer(server, opened, opened, target, Clock.systemUTC()).preview(jobs);
      if (json) {
        JobReportFormat.json(invocation.out(), previews);
      } else {
        JobReportFormat.text(invocation.out(), previews);
      }
      return previews.stream().anyMatch(preview -> preview.action() == Action.REFUSE)
          ? ExitCode.REFUSED
          : ExitCode.OK;
    }
  }

  private URI serverUrl(OozieSettings component) {
    return Optional.ofNullable(url).or(component::url).orElseThrow(JobPlace::nothingSaysWhere);
  }

  /** Does it; what failed before is tried again. */
  public ExitCode run(FileTree desired) throws IOException, InterruptedException {
    serverUrl(OozieSettings.of(desired.manifest().spec()));
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    try (JobHome opened = platform.home(HomeUri.of(home), settings);
        JobPasses passes =
            new JobPasses(
                new LocalSource(desired),
                opened,
                target,
                (server, caller) -> platform.server(server, caller, settings),
                url,
                Clock.systemUTC(),
                progress)) {
      confirmWithoutAgent(opened);
      confirm(desired, opened);
      passes.retryFailed();
      return report(passes, settle(passes));
    }
  }

  /** Both would bring their own to the same home, one after the other, again and again. */
  private void confirmWithoutAgent(JobHome opened) throws IOException {
    Optional<InstanceId> agent = opened.leader();
    if (agent.isPresent()) {
      confirmation.confirm(
          "The agent "
              + agent.get()
              + " acts for "
              + opened.location()
              + ", or did when it was last seen: go on in its place",
          invocation);
      opened.takeOver(null);
    }
  }

  /** A directory may be empty because something did not mount or was not checked out. */
  private void confirm(FileTree desired, JobHome opened) throws IOException {
    int known = opened.load().size();
    if (desired.manifest().files().isEmpty() && known > 0) {
      confirmation.confirm(
          "There is no job any more: stop all " + known + " of " + opened.location(), invocation);
    }
  }

  private static Outcome settle(JobPasses passes) throws InterruptedException {
    Outcome outcome = passes.reconcile();
    while (outcome instanceof Outcome.UnderWay underWay) {
      Duration wait = underWay.lookAgain();
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      outcome = passes.reconcile();
    }
    return outcome;
  }

  private ExitCode report(JobPasses passes, Outcome outcome) {
    Optional<OrchException> failure = passes.failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
    progress
        .last()
        .ifPresent(
            report -> {
              if (json) {
                JobReportFormat.json(invocation.out(), report);
              } else {
                JobReportFormat.text(invocation.out(), report);
              }
            });
    if (outcome instanceof Outcome.Failed) {
      say("not all jobs are as desired; of those that failed, what ran before runs on");
      return ExitCode.APPLY_FAILED;
    }
    if (outcome instanceof Outcome.Held) {
      say("not all jobs are as desired; those that were refused are left as they are");
      return ExitCode.REFUSED;
    }
    return ExitCode.OK;
  }

  private void say(String line) {
    invocation.messages().line("orch: " + Printable.of(line));
  }
}
