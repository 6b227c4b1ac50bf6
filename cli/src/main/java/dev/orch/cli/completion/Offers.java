package dev.orch.cli.completion;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.store.Store;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is in the store under a kind. */
final class Offers {
  private static final int MAX_REVISIONS = 100;

  private final Store store;
  private final @Nullable ProjectName project;
  private final @Nullable ComponentName component;
  private final String typed;

  Offers(
      Store store, @Nullable ProjectName project, @Nullable ComponentName component, String typed) {
    this.store = store;
    this.project = project;
    this.component = component;
    this.typed = typed;
  }

  List<String> of(Kind kind) throws InterruptedException {
    if (kind == Kind.PROJECT) {
      return store.revisions().projects().stream().map(ProjectName::value).toList();
    }
    ProjectName name = project;
    if (name == null) {
      return List.of();
    }
    return switch (kind) {
      case COMPONENT ->
          components(name).keySet().stream()
              .map(layer -> layer.component().value())
              .distinct()
              .toList();
      case INSTANCE ->
          store.instances().instances(name).stream()
              .filter(it -> component == null || component.equals(it.component()))
              .map(InstanceStatus::id)
              .map(InstanceId::value)
              .distinct()
              .toList();
      case REVISION ->
          store.revisions().history(name, MAX_REVISIONS).stream()
              .map(revision -> Long.toString(revision.number()))
              .toList();
      case PUBLISHED -> published(name);
      default -> List.of();
    };
  }

  /** Components until one is named, then its files. */
  private List<String> published(ProjectName name) throws InterruptedException {
    NavigableMap<LayerName, ComponentHead> components = components(name);
    LayerName wanted =
        components.keySet().stream()
            .filter(layer -> typed.startsWith(layer.value() + "/"))
            .findFirst()
            .orElse(null);
    ComponentHead head = wanted == null ? null : components.get(wanted);
    return head == null
        ? components.keySet().stream().map(it -> it.value() + "/").toList()
        : store.revisions().open(name, head).manifest().files().keySet().stream()
            .map(path -> wanted + "/" + path)
            .toList();
  }

  private NavigableMap<LayerName, ComponentHead> components(ProjectName name)
      throws InterruptedException {
    NavigableMap<LayerName, ComponentHead> components = new TreeMap<>();
    store.revisions().head(name).map(Head::components).ifPresent(components::putAll);
    return components;
  }
}
