package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobRecord;
import dev.orch.oozie.deploy.Resubmission;
import dev.orch.oozie.deploy.Resubmission.Plan;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch resubmit}. */
@Command(
    name = "resubmit",
    description =
        "Submits Oozie jobs again that someone killed, or that Oozie lost. A coordinator goes"
            + " on after the last of its runs that ended by itself, so that none is repeated;"
            + " runs before it that were killed are listed. It shows what it asks for, asks,"
            + " and leaves the doing to the component's agent, or to the next orch apply.",
    footer = {
      "",
      "Examples:",
      "  orch resubmit nightly --project weather --component ingest",
      "  orch resubmit nightly hourly -p weather -c ingest --from now --yes",
      "  orch resubmit nightly --tree weather/ingest --home hdfs://nn/apps/ingest"
    })
public final class ResubmitCommand implements Callable<Integer> {
  private static final int SHOWN = 5;
  private static final String NOW = "now";

  private final Invocation invocation;
  private final Clock clock;

  @Parameters(paramLabel = "JOB", arity = "1..*", description = "Which, as orch jobs names them.")
  List<String> jobs = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first nominal time is not before it: now, or such as 2026-01-31T08:00Z. For"
              + " coordinators; without, they go on where they stopped.")
  @Nullable String from;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin ComponentOption component = new ComponentOption();

  @Option(
      names = "--tree",
      paramLabel = "DIR",
      description =
          "The component's files, where orch apply brings them to Oozie; then --home is needed,"
              + " and nothing is asked of ZooKeeper.")
  @Nullable TreeLocation tree;

  @Option(names = "--home", paramLabel = "DIR", description = "Where the jobs live; see --tree.")
  @Nullable TreeLocation home;

  @Mixin OozieOption oozie = new OozieOption();
  @Mixin ConfirmOption confirmation = new ConfirmOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public ResubmitCommand(Invocation invocation) {
    this.invocation = invocation;
    this.clock = Clock.systemUTC();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    Instant start = start();
    if (tree == null && home == null) {
      return ofAgents(settings, start).code();
    } else if (tree == null || home == null) {
      throw new UsageException(
          "expected --tree and --home together, found one of them",
          "Give both, or neither where agents serve the component.");
    }
    JobSet desired = ComponentScan.jobs(tree, settings, invocation);
    URI url = Optional.ofNullable(oozie.url(settings)).or(desired.settings()::url).orElse(null);
    ExitCode exit =
        write(JobPlace.given(home, url, settings, desired.settings()), desired, settings, start);
    if (exit == ExitCode.OK) {
      say("written down; the next orch apply does it");
    }
    return exit.code();
  }

  private ExitCode ofAgents(CliSettings settings, @Nullable Instant start)
      throws IOException, InterruptedException {
    ProjectName inProject = project.require(settings);
    ComponentName named = component.require(settings);
    try (Store connected = store.connect(settings)) {
      JobPlace place =
          JobPlace.ofAgents(connected, inProject, named, settings, oozie.url(settings));
      Head head = Known.project(connected.revisions(), inProject);
      ComponentHead state = Known.of("component", LayerName.of(named), head.components());
      JobSet desired = JobSet.read(connected.revisions().open(inProject, state));
      ExitCode exit = write(place, desired, settings, start);
      if (exit == ExitCode.OK) {
        nudge(connected, inProject, named);
      }
      return exit;
    }
  }

  private ExitCode write(
      JobPlace place, JobSet desired, CliSettings settings, @Nullable Instant start)
      throws IOException {
    Settings plain = settings.withOptions(Map.of());
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    try (JobHome opened = platform.home(place.home(), plain);
        OozieServer server = platform.server(place.oozie(), place.caller(), plain)) {
      SortedMap<JobName, Plan> plans = plan(new Resubmission(server), opened, desired, start);
      print(plans);
      if (plans.values().stream().anyMatch(Plan.Refuse.class::isInstance)) {
        return ExitCode.REFUSED;
      }
      confirmation.confirm("Submit " + String.join(", ", jobs) + " again", invocation);
      ask(opened, plans);
      return ExitCode.OK;
    }
  }

  private @Nullable Instant start() {
    if (from == null) {
      return null;
    } else if (from.equals(NOW)) {
      return clock.instant();
    }
    try {
      return OffsetDateTime.parse(from).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(
          "--from: expected now, or a time such as 2026-01-31T08:00Z, found " + Printable.of(from),
          "Give the time with its offset from UTC; Z is none.");
    }
  }

  private SortedMap<JobName, Plan> plan(
      Resubmission resubmission, JobHome opened, JobSet desired, @Nullable Instant start)
      throws IOException {
    SortedMap<JobName, JobRecord> records = opened.load();
    SortedMap<JobName, Plan> plans = new TreeMap<>();
    for (String text : jobs) {
      JobName name = new JobName(text);
      JobRecord record = records.get(name);
      Job job = desired.jobs().get(name);
      if (record == null || job == null) {
        throw new UsageException(
            "there is no job " + Printable.of(text), "See what there is with: orch jobs");
      }
      plans.put(name, resubmission.plan(record, job, start));
    }
    return plans;
  }

  private void print(SortedMap<JobName, Plan> plans) {
    Table table = Table.of("JOB", "FROM", "WHAT");
    plans.forEach(
        (name, plan) -> {
          if (plan instanceof Plan.Submit submit) {
            table.row(
                Printable.of(name.value()),
                submit.start() == null ? "-" : submit.start(),
                submit.leftOut().isEmpty() ? "is submitted again" : leftOut(submit.leftOut()));
          } else if (plan instanceof Plan.Refuse refuse) {
            table.row(Printable.of(name.value()), "-", "refused: " + Printable.of(refuse.why()));
          }
        });
    table.print(invocation.out());
  }

  private static String leftOut(List<Instant> killed) {
    return "is submitted again; killed before, and not run again: "
        + String.join(", ", killed.stream().limit(SHOWN).map(Instant::toString).toList())
        + (killed.size() > SHOWN ? " and " + (killed.size() - SHOWN) + " more" : "");
  }

  private void ask(JobHome opened, SortedMap<JobName, Plan> plans) throws IOException {
    // Read anew: an agent may have written while someone made up their mind.
    SortedMap<JobName, JobRecord> records = opened.load();
    for (Map.Entry<JobName, Plan> entry : plans.entrySet()) {
      JobRecord record = records.get(entry.getKey());
      if (record == null || record.undertaking() != null) {
        throw new RefusedException(
            "something else is being done with " + entry.getKey() + " meanwhile",
            "See with: orch jobs");
      }
      if (entry.getValue() instanceof Plan.Submit submit) {
        opened.save(record.resubmit(submit.start(), clock.instant()));
      }
    }
  }

  private void nudge(Store store, ProjectName project, ComponentName component)
      throws InterruptedException {
    List<InstanceStatus> agents =
        store.instances().instances(project).stream()
            .filter(status -> status.component().equals(component))
            .toList();
    for (InstanceStatus agent : agents) {
      store.instances().requestRetry(project, component, agent.id());
    }
    say(
        agents.stream().anyMatch(InstanceStatus::live)
            ? "asked for; see with: orch jobs"
            : "written down; no agent of " + component + " is connected to do it");
  }

  private void say(String line) {
    invocation.messages().line("orch: " + Printable.of(line));
  }
}
