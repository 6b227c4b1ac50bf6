package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.JobComparison;
import dev.orch.oozie.deploy.JobDeployer;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobPreview;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.OozieServer;
import dev.orch.publisher.plan.ComponentFate;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a plan comes to for each job of the components that ask for Oozie: as Oozie tells where its
 * agents say where that is and it answers, otherwise as the files alone tell.
 */
public final class PlannedJobs {
  private static final String INDENT = "  ";

  private final SortedMap<ComponentName, List<JobPreview>> previews = new TreeMap<>();
  private final Store store;
  private final CliSettings settings;
  private final @Nullable URI url;
  private final Invocation invocation;

  private PlannedJobs(Store store, CliSettings settings, @Nullable URI url, Invocation invocation) {
    this.store = store;
    this.settings = settings;
    this.url = url;
    this.invocation = invocation;
  }

  /**
   * Asks, for those of the components that differ and ask for Oozie.
   *
   * @param url of Oozie, whatever the components say; null to go by them
   */
  public static PlannedJobs of(
      Plan plan, Store store, CliSettings settings, @Nullable URI url, Invocation invocation)
      throws IOException, InterruptedException {
    PlannedJobs jobs = new PlannedJobs(store, settings, url, invocation);
    for (ComponentPlan component : plan.components().values()) {
      if (JobsCheck.isOfJobs(component.after())) {
        jobs.previews.put(component.component().component(), jobs.preview(plan, component));
      }
    }
    return jobs;
  }

  /**
   * What a change of a component comes to for its jobs, by the files alone.
   *
   * @return nothing if it is none of jobs
   */
  public static List<JobPreview> byFiles(ComponentPlan component)
      throws IOException, InterruptedException {
    if (!JobsCheck.isOfJobs(component.after())) {
      return List.of();
    }
    return byFiles(component, JobSet.read(component.after()));
  }

  private static List<JobPreview> byFiles(ComponentPlan component, JobSet desired)
      throws IOException, InterruptedException {
    return JobComparison.of(
        JobsCheck.isOfJobs(component.before()) ? JobSet.read(component.before()) : null, desired);
  }

  private List<JobPreview> preview(Plan plan, ComponentPlan component)
      throws IOException, InterruptedException {
    JobSet desired = JobSet.read(component.after());
    List<JobPreview> byFiles = byFiles(component, desired);
    if (component.fate() != ComponentFate.ADDED) {
      try {
        return withFiles(online(plan, component.component().component(), desired), byFiles);
      } catch (OrchException | IOException e) {
        invocation
            .messages()
            .line(
                "orch: "
                    + component.component()
                    + ": by the files alone, since Oozie could not be asked: "
                    + Printable.of(String.valueOf(e.getMessage())));
      }
    }
    return byFiles;
  }

  /** Where both say the same of a job, the files tell more of the reason. */
  private static List<JobPreview> withFiles(List<JobPreview> online, List<JobPreview> byFiles) {
    Map<JobName, JobPreview> byName =
        byFiles.stream().collect(Collectors.toMap(JobPreview::job, job -> job));
    return online.stream()
        .map(
            job -> {
              JobPreview told = byName.get(job.job());
              return told != null && told.action() == job.action() ? job.because(told.why()) : job;
            })
        .toList();
  }

  private List<JobPreview> online(Plan plan, ComponentName component, JobSet desired)
      throws IOException, InterruptedException {
    JobPlace place =
        JobPlace.ofAgents(
            store,
            plan.project(),
            component,
            settings,
            url != null ? url : desired.settings().url().orElse(null));
    Settings plain = settings.withOptions(Map.of());
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    try (JobHome home = platform.home(place.home(), plain);
        OozieServer server = platform.server(place.oozie(), place.caller(), plain)) {
      DeployTarget target = new DeployTarget(plan.project(), component, place.caller().user());
      List<JobPreview> all =
          new JobDeployer(server, home, home, target, Clock.systemUTC()).preview(desired);
      return all.stream().filter(preview -> preview.action() != JobPreview.Action.NONE).toList();
    }
  }

  /** One line for each job that differs, indented; nothing where there is none. */
  public void print(Output out) {
    previews.forEach(
        (component, jobs) -> {
          out.line(INDENT + component + ": " + count(jobs) + " concerned");
          jobs.forEach(job -> out.line(INDENT + INDENT + line(job)));
        });
  }

  /** How many there are. */
  public static String count(List<JobPreview> jobs) {
    return jobs.size() + (jobs.size() == 1 ? " job" : " jobs");
  }

  /** What becomes of one, and why. */
  public static String line(JobPreview job) {
    List<String> state = new ArrayList<>();
    if (job.id() != null) {
      state.add(job.id().value());
    }
    if (job.status() != null) {
      state.add(job.status().toString());
    }
    if (job.next() != null) {
      state.add("next run " + job.next());
    }
    return Printable.of(job.job() + ": " + JobReportFormat.name(job.action()) + ", " + job.why())
        + (state.isEmpty() ? "" : " (" + String.join(", ", state) + ")");
  }

  /** The member that lists them. */
  public void write(JsonWriter json) {
    json.member(
        "jobs",
        previews.entrySet(),
        (item, entry) ->
            item.member("component", entry.getKey().value())
                .member("jobs", entry.getValue(), JobReportFormat::write));
  }
}
