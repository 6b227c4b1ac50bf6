package dev.orch.cli.tree;

import dev.orch.cli.option.LayerPath;
import dev.orch.cli.option.RevisionState;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.RevisionStore;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code COMPONENT}, {@code COMPONENT/DIRECTORY} or {@code COMPONENT/FILE} names.
 *
 * @param layer of a component; null for all
 * @param path below the component's home; empty for all of it
 */
record Selection(@Nullable LayerName layer, String path) {
  /** What the argument names; everything if it is not given. */
  static Selection of(@Nullable String argument) {
    if (argument == null || argument.isEmpty()) {
      return new Selection(null, "");
    }
    LayerPath named = LayerPath.parse(argument);
    return new Selection(named.layer(), named.path());
  }

  /**
   * The manifests of the components that are selected.
   *
   * @throws dev.orch.cli.invocation.UsageException when there is no such component
   */
  SortedMap<LayerName, Manifest> manifests(
      RevisionStore store, ProjectName project, RevisionState state) throws InterruptedException {
    SortedMap<LayerName, Manifest> manifests = new TreeMap<>();
    for (LayerName name : names(state)) {
      manifests.put(name, store.open(project, state.component(name)).manifest());
    }
    return manifests;
  }

  private List<LayerName> names(RevisionState state) {
    if (layer == null) {
      return state.layers(null);
    }
    state.component(layer);
    return List.of(layer);
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
