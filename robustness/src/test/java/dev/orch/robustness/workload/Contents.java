package dev.orch.robustness.workload;

import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.robustness.history.Snapshot;
import dev.orch.testing.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tree that one publisher changes from publish to publish, at random. */
final class Contents {
  private static final int COMPONENTS = 3;
  private static final int FILES = 6;
  private static final int SMALL = 2_000;

  /** Above what one znode holds, so that the file is stored in parts. */
  private static final int LARGE = 700_000;

  private final Random random;
  private final SortedMap<String, SortedMap<String, byte[]>> components = new TreeMap<>();

  Contents(Random random) {
    this.random = random;
  }

  /**
   * Some files change, come or go, now and then a whole component. At least one file holds the
   * stamp, so that no two publishes are the same; others hold what any publisher may have written
   * before.
   */
  void change(String stamp) {
    String component = "c" + random.nextInt(COMPONENTS);
    SortedMap<String, byte[]> files =
        components.computeIfAbsent(component, name -> new TreeMap<>());
    files.put("stamp.properties", stamp.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      changeFile(files);
    }
    if (components.size() > 1 && random.nextInt(10) == 0) {
      components.remove("c" + random.nextInt(COMPONENTS));
      components.putIfAbsent(component, files);
    }
  }

  private void changeFile(SortedMap<String, byte[]> files) {
    String path = "etc/f" + random.nextInt(FILES);
    if (random.nextInt(5) == 0) {
      files.remove(path);
      return;
    }
    String text = "content " + random.nextInt(8) + "\n";
    int size = random.nextInt(60) == 0 ? LARGE : 1 + random.nextInt(SMALL);
    files.put(path, text.repeat(1 + size / text.length()).getBytes(StandardCharsets.UTF_8));
  }

  /** As the store takes it. */
  SortedMap<LayerName, FileTree> trees() {
    SortedMap<LayerName, FileTree> trees = new TreeMap<>();
    components.forEach((name, files) -> trees.put(LayerName.parse(name), Trees.ofBytes(files)));
    return trees;
  }

  /** As it must be read again. */
  Snapshot snapshot() {
    SortedMap<String, SortedMap<String, Digest>> snapshot = new TreeMap<>();
    components.forEach((name, files) -> snapshot.put(name, digests(files)));
    return new Snapshot(snapshot);
  }

  static SortedMap<String, Digest> digests(Map<String, byte[]> files) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    files.forEach((path, content) -> digests.put(path, Digest.of(content)));
    return digests;
  }
}
