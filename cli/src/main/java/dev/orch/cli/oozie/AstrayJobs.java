package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobInfo;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Jobs of a project's components that are not in Oozie as they should be. */
public final class AstrayJobs {
  private final List<Astray> all = new ArrayList<>();
  private int seen;

  private AstrayJobs() {}

  private record Astray(ComponentName component, JobInfo job) {}

  /**
   * Looks at the jobs of all components that ask for Oozie and whose agents say where they live.
   *
   * @param url of Oozie, whatever the components say; null to go by them
   * @throws dev.orch.model.StoreUnavailableException when Oozie or the homes' file system cannot be
   *     reached
   */
  public static AstrayJobs of(
      SortedMap<LayerName, FileTree> components,
      Store store,
      ProjectName project,
      CliSettings settings,
      @Nullable URI url,
      Invocation invocation)
      throws IOException, InterruptedException {
    AstrayJobs jobs = new AstrayJobs();
    for (Map.Entry<LayerName, FileTree> component : components.entrySet()) {
      if (JobsCheck.isOfJobs(component.getValue())) {
        JobPlace place;
        try {
          place = JobPlace.ofAgents(store, project, component.getKey().component(), settings, url);
        } catch (UsageException e) {
          // Not published yet, or no agent has begun: that is a difference of its own.
          invocation.messages().line("orch: " + component.getKey() + ": " + e.getMessage());
          continue;
        }
        jobs.look(
            component.getKey().component(), place, settings.withOptions(Map.of()), invocation);
      }
    }
    return jobs;
  }

  private void look(
      ComponentName component, JobPlace place, Settings settings, Invocation invocation)
      throws IOException {
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    try (JobHome home = platform.home(place.home(), settings);
        OozieServer server = platform.server(place.oozie(), place.caller(), settings)) {
      List<JobInfo> infos = JobInfo.of(home.load(), server);
      seen += infos.size();
      infos.stream()
          .filter(info -> info.failed() || info.changedByOthers())
          .forEach(info -> all.add(new Astray(component, info)));
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** One line for each, and how many were looked at; nothing where there are no jobs. */
  public void print(Output out) {
    all.forEach(
        astray ->
            out.line(
                "  "
                    + astray.component()
                    + ": job "
                    + astray.job().job()
                    + ": "
                    + (astray.job().status() == null ? "gone" : astray.job().status())
                    + ": "
                    + Printable.of(String.valueOf(astray.job().trouble()))));
    if (seen > 0) {
      out.line(all.size() + " of " + seen + " jobs not as they should be");
    }
  }

  /** The member that lists them. */
  public void write(JsonWriter json) {
    json.member(
        "jobs",
        all,
        (item, astray) -> {
          item.member("component", astray.component().value());
          JobsCommand.write(item, astray.job());
        });
  }
}
