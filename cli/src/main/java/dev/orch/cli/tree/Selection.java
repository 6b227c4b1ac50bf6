package dev.orch.cli.tree;

import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.RevisionState;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.revision.RevisionStore;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code COMPONENT}, {@code COMPONENT/DIRECTORY} or {@code COMPONENT/FILE} names.
 *
 * @param component null for all
 * @param path below the component's home; empty for all of it
 */
record Selection(@Nullable ComponentName component, String path) {
  /** What the argument names; everything if it is not given. */
  static Selection of(@Nullable String argument) {
    if (argument == null || argument.isEmpty()) {
      return new Selection(null, "");
    }
    int slash = argument.indexOf('/');
    String name = slash < 0 ? argument : argument.substring(0, slash);
    String path = slash < 0 ? "" : argument.substring(slash + 1);
    try {
      return new Selection(
          new ComponentName(name),
          path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "See: orch status", e);
    }
  }

  /**
   * The manifests of the components that are selected.
   *
   * @throws UsageException when there is no such component
   */
  SortedMap<ComponentName, Manifest> manifests(
      RevisionStore store, ProjectName project, RevisionState state) throws InterruptedException {
    SortedMap<ComponentName, Manifest> manifests = new TreeMap<>();
    for (ComponentName name : names(state)) {
      manifests.put(name, store.open(project, name, state.component(name)).manifest());
    }
    return manifests;
  }

  private List<ComponentName> names(RevisionState state) {
    if (component == null) {
      return List.copyOf(state.components().keySet());
    }
    state.component(component);
    return List.of(component);
  }

  /** The files of a component that are selected, by path. */
  List<FileEntry> files(Manifest manifest) {
    return manifest.files().values().stream()
        .filter(
            file -> {
              String value = file.path().value();
              return path.isEmpty() || value.equals(path) || value.startsWith(path + "/");
            })
        .toList();
  }
}
