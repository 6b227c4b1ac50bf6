package dev.orch.cli.fleet;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  static ProjectStatus of(ProjectName project, Head head, List<InstanceStatus> instances) {
    TreeMap<ComponentName, ComponentStatus> components = new TreeMap<>();
    head.components().keySet().forEach(name -> components.put(name, status(name, head, instances)));
    instances.forEach(
        instance ->
            components.computeIfAbsent(
                instance.component(), name -> status(name, head, instances)));
    return new ProjectStatus(project, head, components);
  }

  private static ComponentStatus status(
      ComponentName name, Head head, List<InstanceStatus> instances) {
    return new ComponentStatus(
        head.component(name).map(ComponentHead::digest).orElse(null),
        instances.stream()
            .filter(instance -> instance.component().equals(name))
            .sorted(Comparator.comparing(InstanceStatus::id))
            .toList());
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

    private ComponentStatus(@Nullable Digest digest, List<InstanceStatus> instances) {
      this.digest = digest;
      this.instances = instances;
    }

    /** Of what is live; nothing if it is published no more. */
    Optional<Digest> digest() {
      return Optional.ofNullable(digest);
    }

    List<InstanceStatus> instances() {
      return instances;
    }

    /** Whether what the instance applied is what is live, and nobody changed it since. */
    boolean isInSync(InstanceStatus instance) {
      Digest applied = instance.report().appliedDigest();
      return applied != null
          && digest().filter(applied::equals).isPresent()
          && instance.report().drifted().isEmpty();
    }
  }
}
