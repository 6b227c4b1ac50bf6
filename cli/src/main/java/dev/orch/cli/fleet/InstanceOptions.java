package dev.orch.cli.fleet;

import dev.orch.cli.option.Known;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.Store;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which instances of a project. */
final class InstanceOptions {
  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only instances of this component.")
  @Nullable ComponentName component;

  @Option(
      names = {"-i", "--instance"},
      paramLabel = "ID",
      description = "Only this instance.")
  @Nullable InstanceId instance;

  /** Whether exactly one is named. */
  boolean namesOne() {
    return component != null && instance != null;
  }

  /**
   * Those that are meant.
   *
   * @throws dev.orch.cli.invocation.UsageException when something is named that does not exist
   */
  List<InstanceStatus> select(Store store, ProjectName project) throws InterruptedException {
    Known.project(store.revisions(), project);
    List<InstanceStatus> all = store.instances().instances(project);
    List<InstanceStatus> selected = filter("component", component, InstanceStatus::component, all);
    return filter("instance", instance, InstanceStatus::id, selected);
  }

  private static <T> List<InstanceStatus> filter(
      String kind,
      @Nullable T named,
      Function<InstanceStatus, T> part,
      List<InstanceStatus> instances) {
    if (named == null) {
      return instances;
    }
    Map<T, List<InstanceStatus>> byName = instances.stream().collect(Collectors.groupingBy(part));
    return Known.of(kind, named, byName);
  }
}
