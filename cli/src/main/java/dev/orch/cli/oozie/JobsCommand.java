package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobInfo;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch jobs}. */
@Command(
    name = "jobs",
    description =
        "Shows the Oozie jobs of a component: what each is in Oozie, how it stands, when it"
            + " runs next, and what is wrong with it.",
    footer = {
      "",
      "Examples:",
      "  orch jobs --project weather --component ingest-jobs",
      "  orch jobs -p weather -c ingest-jobs --failed",
      "  orch jobs --home hdfs://nn/apps/ingest --oozie http://oozie.example:11000/oozie"
    })
public final class JobsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Mixin ComponentOption component = new ComponentOption();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where the jobs live; then nothing is asked of ZooKeeper, and --oozie is needed."
              + " Otherwise what the component's agents report.")
  @Nullable TreeLocation home;

  @Mixin OozieOption oozie = new OozieOption();

  @Option(
      names = "--failed",
      description = "Only those whose change failed, or that someone killed.")
  boolean failed;

  @Option(names = "--job", paramLabel = "NAME", description = "Only this one.")
  @Nullable String job;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public JobsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    JobPlace place =
        home == null
            ? ofAgents(settings)
            : JobPlace.given(home, oozie.url(settings), settings, OozieSettings.NONE);
    Settings plain = settings.withOptions(Map.of());
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    List<JobInfo> jobs;
    try (JobHome opened = platform.home(place.home(), plain);
        OozieServer server = platform.server(place.oozie(), place.caller(), plain)) {
      jobs = JobInfo.of(opened.load(), server);
    }
    if (job != null && jobs.stream().noneMatch(info -> info.job().value().equals(job))) {
      throw new UsageException(
          "there is no job " + Printable.of(job), "See what there is with: orch jobs");
    }
    List<JobInfo> selected =
        jobs.stream()
            .filter(info -> job == null || info.job().equals(new JobName(job)))
            .filter(info -> !failed || info.failed())
            .toList();
    if (output.json()) {
      JsonWriter.list(invocation.out(), selected, JobsCommand::write);
    } else {
      print(invocation.out(), selected);
    }
    return ExitCode.OK.code();
  }

  private JobPlace ofAgents(CliSettings settings) throws IOException, InterruptedException {
    try (Store connected = store.connect(settings)) {
      return JobPlace.ofAgents(
          connected,
          project.require(settings),
          component.require(settings),
          settings,
          oozie.url(settings));
    }
  }

  private void print(Output out, List<JobInfo> jobs) {
    if (jobs.isEmpty()) {
      invocation.messages().line(failed ? "orch: no job has failed" : "orch: there is no job");
      return;
    }
    Table table = Table.of("JOB", "STATUS", "ID", "NEXT RUN", "TROUBLE…");
    for (JobInfo info : jobs) {
      table.row(
          info.job(),
          info.status() == null ? "-" : info.status(),
          info.id() == null ? "-" : info.id(),
          info.next() == null ? "-" : info.next(),
          info.trouble() == null ? "" : Printable.of(info.trouble()));
    }
    table.print(out);
  }

  static void write(JsonWriter json, JobInfo info) {
    json.member("job", info.job().value())
        .member("kind", JobReportFormat.name(info.kind()))
        .member("id", text(info.id()))
        .member("digest", info.digest() == null ? null : info.digest().hex())
        .member("status", text(info.status()))
        .member("next", text(info.next()))
        .member("trouble", info.trouble())
        .member("failed", info.failed());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
