package dev.orch.model.layer;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Problem;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is seen of a component through its layers: of each path the file in the highest layer that
 * has it. How it is applied says the component itself, whatever other layers say.
 */
public final class LayeredTree implements FileTree {
  private final SortedMap<ConfigPath, LayerName> origins;
  private final Map<LayerName, FileTree> layers;
  private final Manifest manifest;

  private LayeredTree(
      SortedMap<ConfigPath, LayerName> origins,
      Map<LayerName, FileTree> layers,
      Manifest manifest) {
    this.origins = Collections.unmodifiableSortedMap(origins);
    this.layers = layers;
    this.manifest = manifest;
  }

  /**
   * Lays them over each other.
   *
   * @param layers from the lowest to the highest
   * @throws CorruptDataException when their files cannot be in one home together, which a publisher
   *     refuses
   */
  public static LayeredTree of(Map<LayerName, FileTree> layers) {
    SortedMap<ConfigPath, LayerName> origins = new TreeMap<>();
    SortedMap<ConfigPath, FileEntry> files = new TreeMap<>();
    ComponentSpec spec = ComponentSpec.DEFAULT;
    for (Map.Entry<LayerName, FileTree> layer : layers.entrySet()) {
      Manifest manifest = layer.getValue().manifest();
      files.putAll(manifest.files());
      manifest.files().keySet().forEach(path -> origins.put(path, layer.getKey()));
      if (layer.getKey().isOwn()) {
        spec = manifest.spec();
      }
    }
    List<Problem> clashes = Manifest.collisions(files.keySet());
    if (!clashes.isEmpty()) {
      throw new CorruptDataException(
          "layers " + layers.keySet(),
          clashes.get(0) + "; publish a tree without this clash",
          null);
    }
    return new LayeredTree(origins, new LinkedHashMap<>(layers), Manifest.of(files.values(), spec));
  }

  /** All layers, from the lowest to the highest; unmodifiable. */
  public Map<LayerName, FileTree> layers() {
    return Collections.unmodifiableMap(layers);
  }

  /** The layer that each file comes from; unmodifiable. */
  public SortedMap<ConfigPath, LayerName> origins() {
    return origins;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    Map<LayerName, List<FileEntry>> byLayer = new LinkedHashMap<>();
    for (FileEntry file : files) {
      LayerName origin = origins.get(file.path());
      if (origin == null) {
        throw new IllegalArgumentException(file.path() + " is not a file of this tree");
      }
      byLayer.computeIfAbsent(origin, layer -> new ArrayList<>()).add(file);
    }
    for (Map.Entry<LayerName, List<FileEntry>> part : byLayer.entrySet()) {
      FileTree layer = layers.get(part.getKey());
      if (layer == null) {
        throw new IllegalStateException("no files of layer " + part.getKey());
      }
      layer.read(part.getValue(), sink);
    }
  }
}
