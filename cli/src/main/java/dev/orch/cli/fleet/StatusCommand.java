package dev.orch.cli.fleet;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.rollout.RolloutView;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.Views;
import dev.orch.model.revision.Head;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch status}. */
@Command(
    name = "status",
    description =
        "Shows projects, their components, and the instances that run them: what is"
            + " live, what each instance applied, whether it is connected, and what went wrong"
            + " last.",
    footer = {
      "",
      "Examples:",
      "  orch status",
      "  orch status --project weather --component file-mgr",
      "  orch status --watch                 until Ctrl-C",
      "  orch status -o json"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only this component.")
  @Nullable ComponentName component;

  @Option(
      names = {"-w", "--watch"},
      description =
          "Show it again whenever it changes, in place on a terminal, until interrupted;"
              + " elsewhere each new state below the last.")
  boolean watch;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public StatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (watch && output.json()) {
      throw new UsageException(
          "--watch is for people, -o json for programs", "Leave out the one or the other.");
    }
    CliSettings settings = CliSettings.of(invocation);
    try (Store connected = store.connect(settings)) {
      Optional<ProjectName> named = project.find(settings);
      if (watch) {
        new LiveView(invocation, Clock.system(ZoneId.systemDefault()))
            .show(out -> print(out, connected, look(connected, named)));
      } else {
        print(invocation.out(), connected, look(connected, named));
      }
    }
    return ExitCode.OK.code();
  }

  private void print(Output out, Store connected, List<ProjectStatus> statuses)
      throws InterruptedException {
    Map<ProjectName, SortedMap<ComponentName, RolloutView>> rollouts = new LinkedHashMap<>();
    for (ProjectStatus status : statuses) {
      rollouts.put(
          status.project(),
          RolloutView.underWay(connected, status.project(), status.head(), component));
    }
    if (output.json()) {
      StatusFormat.json(out, statuses, rollouts);
    } else if (!statuses.isEmpty()) {
      StatusFormat.table(out, statuses);
      rollouts
          .values()
          .forEach(of -> of.values().forEach(view -> out.line(Printable.of(view.line()))));
    } else if (watch) {
      out.line("there is no project yet");
    } else {
      invocation.messages().line("orch: there is no project yet");
    }
  }

  private List<ProjectStatus> look(Store connected, Optional<ProjectName> named)
      throws InterruptedException {
    List<ProjectStatus> statuses = new ArrayList<>();
    if (named.isPresent()) {
      Head head = Known.project(connected.revisions(), named.get());
      statuses.add(status(connected, named.get(), head));
      if (component != null) {
        Known.of("component", component, statuses.get(0).components());
      }
    } else {
      for (ProjectName each : connected.revisions().projects()) {
        Optional<Head> head = connected.revisions().head(each);
        if (head.isPresent()) {
          statuses.add(status(connected, each, head.get()));
        }
      }
    }
    return component == null
        ? statuses
        : statuses.stream().map(status -> status.only(component)).toList();
  }

  private static ProjectStatus status(Store connected, ProjectName project, Head head)
      throws InterruptedException {
    return ProjectStatus.of(
        project,
        head,
        connected.instances().instances(project),
        new Views(connected.revisions(), project));
  }
}
