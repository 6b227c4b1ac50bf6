package dev.orch.cli.layers;

import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayeredTree;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where each file comes from that an instance sees. */
record Origins(List<Origin> files) {
  Origins {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param layers all that have it and that the instance sees, from the lowest to the highest; the
   *     last is where it comes from
   */
  record Origin(ConfigPath path, List<Layer> layers) {
    Origin {
      layers = List.copyOf(layers);
    }

    Layer last() {
      return layers.get(layers.size() - 1);
    }
  }

  /** What a layer has at a path. */
  record Layer(LayerName name, FileEntry file) {}

  /**
   * Of the files at or below a path.
   *
   * @param layers from the lowest to the highest
   * @param place empty for all
   */
  static Origins of(Map<LayerName, FileTree> layers, String place) {
    List<Origin> files = new ArrayList<>();
    for (ConfigPath path : LayeredTree.of(layers).origins().keySet()) {
      String value = path.value();
      if (!place.isEmpty() && !value.equals(place) && !value.startsWith(place + "/")) {
        continue;
      }
      List<Layer> holders = new ArrayList<>();
      layers.forEach(
          (name, tree) -> {
            Manifest manifest = tree.manifest();
            manifest.file(path).ifPresent(file -> holders.add(new Layer(name, file)));
          });
      files.add(new Origin(path, holders));
    }
    return new Origins(files);
  }
}
