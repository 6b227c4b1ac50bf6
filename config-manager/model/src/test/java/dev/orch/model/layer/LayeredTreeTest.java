package dev.orch.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.instance.Labels;
import dev.orch.model.path.ConfigPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LayeredTreeTest {
  private static final List<String> LAYERS =
      List.of("_base/c", "c", "c@dc=x", "c@rack=a", "c@rack=b", "c@i", "c@j");
  private static final ComponentName COMPONENT = new ComponentName("c");

  /** Files whose text says which layer they are from. */
  private static final class Files implements FileTree {
    private final LayerName layer;
    private final Manifest manifest;
    private final List<String> read = new ArrayList<>();

    Files(LayerName layer, Collection<String> paths, ComponentSpec spec) {
      this.layer = layer;
      this.manifest = Manifest.of(paths.stream().map(this::entry).toList(), spec);
    }

    private byte[] content(String path) {
      return (layer + ":" + path).getBytes(StandardCharsets.UTF_8);
    }

    private FileEntry entry(String path) {
      byte[] content = content(path);
      return new FileEntry(
          new ConfigPath(path), FileKind.CONFIGURATION, Digest.of(content), content.length, false);
    }

    @Override
    public Manifest manifest() {
      return manifest;
    }

    @Override
    public void read(Collection<FileEntry> files, ContentSink sink)
        throws IOException, InterruptedException {
      for (FileEntry file : files) {
        read.add(file.path().value());
        sink.accept(file, new ByteArrayInputStream(content(file.path().value())));
      }
    }
  }

  private static Map<LayerName, FileTree> layers(Map<String, ? extends Collection<String>> paths) {
    Map<LayerName, FileTree> layers = new LinkedHashMap<>();
    paths.forEach(
        (name, files) -> {
          LayerName layer = LayerName.parse(name);
          layers.put(layer, new Files(layer, files, ComponentSpec.DEFAULT));
        });
    return layers;
  }

  private static SortedMap<String, String> texts(FileTree tree) throws Exception {
    SortedMap<String, String> texts = new TreeMap<>();
    tree.read(
        tree.manifest().files().values(),
        (file, content) -> {
          byte[] bytes = content.readAllBytes();
          assertThat(Digest.of(bytes)).isEqualTo(file.digest());
          texts.put(file.path().value(), new String(bytes, StandardCharsets.UTF_8));
        });
    return texts;
  }

  private static SortedMap<LayerName, Set<ConfigPath>> paths(
      SortedMap<LayerName, Manifest> manifests) {
    SortedMap<LayerName, Set<ConfigPath>> paths = new TreeMap<>();
    manifests.forEach((layer, manifest) -> paths.put(layer, manifest.files().keySet()));
    return paths;
  }

  @Provide
  Arbitrary<Map<String, List<String>>> sets() {
    Arbitrary<List<String>> files =
        Arbitraries.of("a", "A", "b", "b/c", "b/c/d", "e/f", "e/g", "h")
            .list()
            .ofMaxSize(3)
            .uniqueElements();
    return Arbitraries.maps(Arbitraries.of(LAYERS), files)
        .map(
            found -> {
              Map<String, List<String>> sound = new LinkedHashMap<>();
              for (String layer : LAYERS) {
                List<String> paths = found.get(layer);
                boolean clash =
                    paths != null
                        && !Manifest.collisions(paths.stream().map(ConfigPath::new).toList())
                            .isEmpty();
                if (paths != null && !clash) {
                  sound.put(layer, paths);
                }
              }
              return sound;
            });
  }

  /** What is seen is, path by path, what a copy of one layer over the other would leave. */
  @Property
  void aLayerLiesOverThoseBelowItFileByFile(@ForAll("sets") Map<String, List<String>> sets)
      throws Exception {
    SortedMap<String, String> copied = new TreeMap<>();
    Map<LayerName, FileTree> layers = layers(sets);
    for (Map.Entry<LayerName, FileTree> layer : layers.entrySet()) {
      copied.putAll(texts(layer.getValue()));
    }
    List<ConfigPath> paths = copied.keySet().stream().map(ConfigPath::new).toList();
    if (!Manifest.collisions(paths).isEmpty()) {
      assertThatThrownBy(() -> LayeredTree.of(layers)).isInstanceOf(CorruptDataException.class);
      return;
    }

    LayeredTree tree = LayeredTree.of(layers);

    assertThat(texts(tree)).isEqualTo(copied);
    tree.origins()
        .forEach((path, layer) -> assertThat(copied.get(path.value())).startsWith(layer + ":"));
  }

  /** What is found pair by pair is all that any instance could meet. */
  @Property(tries = 2000)
  void clashesAreFoundJustWhenSomeInstanceWouldMeetOne(
      @ForAll("sets") Map<String, List<String>> sets) {
    SortedMap<LayerName, Manifest> manifests = new TreeMap<>();
    layers(sets).forEach((layer, tree) -> manifests.put(layer, tree.manifest()));
    boolean met = false;
    for (String instance : List.of("i", "j")) {
      for (String rack : List.of("a", "b")) {
        Labels labels = Labels.parse(List.of("dc=x", "rack=" + rack));
        Viewpoint viewpoint = Viewpoint.of(COMPONENT, new InstanceId(instance), labels);
        SortedMap<ConfigPath, FileEntry> seen = new TreeMap<>();
        viewpoint
            .order(manifests.keySet(), List.of("dc", "rack"))
            .forEach(layer -> seen.putAll(Objects.requireNonNull(manifests.get(layer)).files()));
        met |= !Manifest.collisions(seen.keySet()).isEmpty();
      }
    }

    assertThat(LayerClashes.find(paths(manifests)).isEmpty()).isEqualTo(!met);
  }

  @Test
  void onlyFilesThatAreSeenAreRead() throws Exception {
    LayerName own = LayerName.parse("c");
    LayerName one = LayerName.parse("c@i");
    Files below = new Files(own, List.of("a", "b"), ComponentSpec.DEFAULT);
    Files above = new Files(one, List.of("b", "c"), ComponentSpec.DEFAULT);
    Map<LayerName, FileTree> layers = new LinkedHashMap<>();
    layers.put(own, below);
    layers.put(one, above);

    assertThat(texts(LayeredTree.of(layers)))
        .containsExactly(Map.entry("a", "c:a"), Map.entry("b", "c@i:b"), Map.entry("c", "c@i:c"));
    assertThat(below.read).containsExactly("a");
    assertThat(above.read).containsExactly("b", "c");
  }

  @Test
  void howItIsAppliedSaysTheComponentItself() {
    ComponentSpec own = ComponentSpec.ofCanonical(Map.of("layout", "versioned"));
    ComponentSpec other = ComponentSpec.ofCanonical(Map.of("drift", "heal"));
    Map<LayerName, FileTree> layers = new LinkedHashMap<>();
    for (String name : List.of("_base/c", "c", "c@i")) {
      LayerName layer = LayerName.parse(name);
      layers.put(layer, new Files(layer, List.of("f"), layer.isOwn() ? own : other));
    }

    assertThat(LayeredTree.of(layers).manifest().spec()).isEqualTo(own);
  }

  @Test
  void aClashIsToldWithBothFiles() {
    SortedMap<LayerName, Manifest> manifests = new TreeMap<>();
    layers(
            Map.of(
                "c", List.of("etc/a", "lib"),
                "c@rack=a", List.of("ETC/A", "lib/x"),
                "c@rack=b", List.of("etc")))
        .forEach((layer, tree) -> manifests.put(layer, tree.manifest()));

    assertThat(LayerClashes.find(paths(manifests)))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "c@rack=a/ETC/A: cannot stand over c/etc/a: some file systems take the two names for"
                + " one",
            "c@rack=a/lib/x: lies below c/lib, which is a file",
            "c@rack=b/etc: is a file, and c/etc/a lies below it");
  }
}
