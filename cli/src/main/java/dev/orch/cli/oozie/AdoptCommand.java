package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.oozie.deploy.Adoption;
import dev.orch.oozie.deploy.AdoptionCandidate;
import dev.orch.oozie.deploy.AdoptionCandidate.Verdict;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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

/** {@code orch adopt}. */
@Command(
    name = "adopt",
    description =
        "Takes over Oozie jobs that were submitted by hand: finds those that the files of a"
            + " component describe, by name, user and application path, shows the pairs,"
            + " asks, and marks them as orch's. Their ids stay, and no run is lost; what"
            + " their files change, the next publish or apply brings.",
    footer = {
      "",
      "Examples:",
      "  orch adopt weather/ingest --project weather --dry-run",
      "  orch adopt weather/ingest --project weather",
      "  orch adopt ingest --oozie http://oozie.example:11000/oozie --by-name --yes"
    })
public final class AdoptCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      paramLabel = "DIR",
      description = "The component whose files describe the jobs: a directory, or a URI.")
  TreeLocation location = TreeLocation.of(Path.of(""));

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "The component's name; DIR's name unless given.")
  @Nullable ComponentName component;

  @Mixin OozieOption oozie = new OozieOption();

  @Option(
      names = "--by-name",
      description = "Also jobs whose name and user say so, but not their application path.")
  boolean byName;

  @Option(names = "--dry-run", description = "Show the pairs, and change nothing.")
  boolean dryRun;

  @Mixin ConfirmOption confirmation = new ConfirmOption();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public AdoptCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    JobSet jobs = ComponentScan.jobs(location, settings, invocation);
    DeployTarget target = target(settings);
    URI url =
        Optional.ofNullable(oozie.url(settings))
            .or(jobs.settings()::url)
            .orElseThrow(JobPlace::nothingSaysWhere);
    try (OozieServer server =
        HadoopParts.of(invocation)
            .jobs()
            .server(url, jobs.settings().caller(target.user()), settings.withOptions(Map.of()))) {
      return adopt(new Adoption(server, target), jobs).code();
    }
  }

  private DeployTarget target(CliSettings settings) throws IOException {
    return new DeployTarget(
        project.find(settings).orElse(ProjectOption.LOCAL),
        component != null ? component : location.componentName(),
        JobUser.of(settings));
  }

  private ExitCode adopt(Adoption adoption, JobSet jobs) throws IOException {
    List<AdoptionCandidate> candidates = adoption.candidates(jobs);
    List<AdoptionCandidate> chosen = candidates.stream().filter(this::isChosen).toList();
    if (!output.json()) {
      print(candidates, jobs);
    }
    List<AdoptionCandidate> adopted = new ArrayList<>();
    if (!dryRun && !chosen.isEmpty()) {
      confirmation.confirm("Mark " + count(chosen.size()) + " as orch's", invocation);
      for (AdoptionCandidate candidate : chosen) {
        if (mark(adoption, candidate)) {
          adopted.add(candidate);
        }
      }
      say(count(adopted.size()) + " adopted; the next publish or apply takes them over");
    }
    if (output.json()) {
      JsonWriter.object(
          invocation.out(),
          json ->
              json.member(
                  "jobs",
                  candidates,
                  (item, candidate) -> write(item, candidate, adopted.contains(candidate))));
    }
    boolean left =
        candidates.stream().anyMatch(it -> it.verdict() != Verdict.OURS && !isChosen(it));
    boolean refused = !dryRun && adopted.size() < chosen.size();
    return left || refused ? ExitCode.REFUSED : ExitCode.OK;
  }

  private boolean isChosen(AdoptionCandidate candidate) {
    return candidate.verdict() == Verdict.SAME_PATH
        || (byName && candidate.verdict() == Verdict.OTHER_PATH);
  }

  /** One that Oozie refuses keeps no other from being marked. */
  private boolean mark(Adoption adoption, AdoptionCandidate candidate) {
    try {
      adoption.mark(candidate);
      return true;
    } catch (OozieRejectedException e) {
      say(candidate.job().name() + ": Oozie refused it: " + e.getMessage());
      return false;
    }
  }

  private void print(List<AdoptionCandidate> candidates, JobSet jobs) {
    Output out = invocation.out();
    if (!candidates.isEmpty()) {
      Table table = Table.of("JOB", "ID", "STATUS", "APPLICATION", "WHAT");
      for (AdoptionCandidate candidate : candidates) {
        table.row(
            Printable.of(candidate.job().name().value()),
            candidate.live().summary().id(),
            candidate.live().summary().status(),
            Printable.of(candidate.live().applicationPath()),
            what(candidate));
      }
      table.print(out);
    }
    long without =
        jobs.jobs().keySet().stream()
            .filter(name -> candidates.stream().noneMatch(it -> it.job().name().equals(name)))
            .count();
    if (without > 0) {
      say(count(without) + " of the component without a live namesake; publishing submits them");
    }
  }

  private String what(AdoptionCandidate candidate) {
    return switch (candidate.verdict()) {
      case SAME_PATH -> "is it";
      case OTHER_PATH ->
          byName ? "is it by name; the path is another" : "path is another; see --by-name";
      case AMBIGUOUS -> "one of several; kill or ignore those that are not meant";
      case UNCHANGEABLE -> "cannot be marked while it runs: let it end, kill or ignore it";
      case OURS -> "orch's already";
    };
  }

  private static String count(long jobs) {
    return jobs + (jobs == 1 ? " job" : " jobs");
  }

  private void write(JsonWriter json, AdoptionCandidate candidate, boolean adopted) {
    json.member("job", candidate.job().name().value())
        .member("id", candidate.live().summary().id().value())
        .member("status", candidate.live().summary().status().toString())
        .member("application", candidate.live().applicationPath())
        .member("match", JobReportFormat.name(candidate.verdict()))
        .member("adopted", adopted);
  }

  private void say(String line) {
    invocation.messages().line("orch: " + Printable.of(line));
  }
}
