package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.Known;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import dev.orch.oozie.job.Caller;
import dev.orch.oozie.job.OozieSettings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where jobs live, which server runs them, and who calls it. */
record JobPlace(URI home, URI oozie, Caller caller) {
  static UsageException nothingSaysWhere() {
    return new UsageException(
        "nothing says where Oozie is",
        "Give --oozie URL, set "
            + Setting.OOZIE_URL.environment()
            + ", or write oozie.url into component.yaml.");
  }

  /** As the command line says, and the component if there is one. */
  static JobPlace given(
      TreeLocation home, @Nullable URI oozie, CliSettings settings, OozieSettings component) {
    if (oozie == null) {
      throw nothingSaysWhere();
    }
    return new JobPlace(HomeUri.of(home), oozie, component.caller(JobUser.of(settings)));
  }

  /**
   * As the component's agents report and its component.yaml says.
   *
   * @param oozie whatever that says; null to go by it
   */
  static JobPlace ofAgents(
      Store store,
      ProjectName project,
      ComponentName component,
      CliSettings settings,
      @Nullable URI oozie)
      throws InterruptedException {
    Head head = Known.project(store.revisions(), project);
    ComponentHead state = Known.of("component", LayerName.of(component), head.components());
    OozieSettings said = OozieSettings.of(store.revisions().open(project, state).manifest().spec());
    URI home =
        homeOfAgents(store, project, component)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no agent of " + component + " reports where its jobs live",
                        "Start one with --home URI, or give --home and --oozie."));
    URI server = oozie != null ? oozie : said.url().orElse(null);
    if (server == null) {
      throw nothingSaysWhere();
    }
    return new JobPlace(home, server, said.caller(JobUser.of(settings)));
  }

  /** Where its agents say that its jobs live, those first that are there. */
  static Optional<URI> homeOfAgents(Store store, ProjectName project, ComponentName component)
      throws InterruptedException {
    return store.instances().instances(project).stream()
        .filter(status -> status.component().equals(component))
        .sorted((a, b) -> Boolean.compare(b.live(), a.live()))
        .map(JobPlace::home)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<URI> home(InstanceStatus status) {
    String home = status.report().home();
    return home.contains(":/") ? Optional.of(URI.create(home)) : Optional.empty();
  }
}
