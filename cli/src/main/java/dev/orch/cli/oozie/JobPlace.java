package dev.orch.cli.oozie;

import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.Known;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import dev.orch.oozie.job.OozieSettings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs live and which server runs them.
 *
 * @param user whom calls are made as
 */
record JobPlace(URI home, URI oozie, String user) {
  static UsageException nothingSaysWhere() {
    return new UsageException(
        "nothing says where Oozie is",
        "Give --oozie URL, set "
            + Setting.OOZIE_URL.environment()
            + ", or write oozie.url into component.yaml.");
  }

  /** As the command line says. */
  static JobPlace given(TreeLocation home, @Nullable URI oozie) {
    if (oozie == null) {
      throw nothingSaysWhere();
    }
    return new JobPlace(HomeUri.of(home), oozie, System.getProperty("user.name"));
  }

  /**
   * As the component's agents report and its component.yaml says.
   *
   * @param oozie whatever that says; null to go by it
   */
  static JobPlace ofAgents(
      Store store, ProjectName project, ComponentName component, @Nullable URI oozie)
      throws InterruptedException {
    Head head = Known.project(store.revisions(), project);
    ComponentHead state = Known.of("component", component, head.components());
    OozieSettings settings =
        OozieSettings.of(store.revisions().open(project, component, state).manifest().spec());
    URI home =
        homeOfAgents(store, project, component)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no agent of " + component + " reports where its jobs live",
                        "Start one with --home URI, or give --home and --oozie."));
    URI server = oozie != null ? oozie : settings.url().orElse(null);
    if (server == null) {
      throw nothingSaysWhere();
    }
    return new JobPlace(home, server, settings.user().orElse(System.getProperty("user.name")));
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
