package dev.orch.cli.fleet;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.layer.Views;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is live in a project, and what its instances make of it.
 *
 * @param components all that are live, and all that have instances
 */
record ProjectStatus(
    ProjectName project, Head head, SortedMap<ComponentName, ComponentStatus> components) {
  ProjectStatus {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /**
   * As it is now.
   *
   * @param views of the project
   */
  static ProjectStatus of(
      ProjectName project, Head head, List<InstanceStatus> instances, Views views)
      throws InterruptedException {
    SortedSet<ComponentName> names = new TreeSet<>(head.componentNames());
    instances.forEach(instance -> names.add(instance.component()));
    TreeMap<ComponentName, ComponentStatus> components = new TreeMap<>();
    for (ComponentName name : names) {
      Map<InstanceStatus, Digest> wanted = new HashMap<>();
      List<InstanceStatus> own = new ArrayList<>();
      for (InstanceStatus instance : instances) {
        if (instance.component().equals(name)) {
          own.add(instance);
          views
              .of(head.components(), Viewpoint.of(instance))
              .ifPresent(view -> wanted.put(instance, view.digest()));
        }
      }
      own.sort(Comparator.comparing(InstanceStatus::id));
      components.put(
          name,
          new ComponentStatus(
              head.component(name).map(ComponentHead::digest).orElse(null), own, wanted));
    }
    return new ProjectStatus(project, head, components);
  }

  ProjectStatus only(ComponentName component) {
    TreeMap<ComponentName, ComponentStatus> one = new TreeMap<>(components);
    one.keySet().retainAll(List.of(component));
    return new ProjectStatus(project, head, one);
  }

  /** One component. */
  static final class ComponentStatus {
    private final @Nullable Digest digest;
    private final List<InstanceStatus> instances;
    private final Map<InstanceStatus, Digest> wanted;

    private ComponentStatus(
        @Nullable Digest digest,
        List<InstanceStatus> instances,
        Map<InstanceStatus, Digest> wanted) {
      this.digest = digest;
      this.instances = List.copyOf(instances);
      this.wanted = Map.copyOf(wanted);
    }

    /**
     * Of the component itself, as it is live, without other layers; nothing if it is published no
     * more.
     */
    Optional<Digest> digest() {
      return Optional.ofNullable(digest);
    }

    List<InstanceStatus> instances() {
      return instances;
    }

    /** Whether what the instance applied is what is live, and nobody changed it since. */
    boolean isInSync(InstanceStatus instance) {
      Digest applied = instance.report().appliedDigest();
      Digest toRun = wanted.get(instance);
      return applied != null
          && toRun != null
          && toRun.equals(applied)
          && instance.report().drifted().isEmpty();
    }
  }
}
