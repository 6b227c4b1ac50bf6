package dev.orch.testing;

import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Component trees held in memory, for tests: {@code Trees.of("etc/a.properties", "a=1", "b",
 * "two")}. Files named {@code *.properties} are properties, all others configuration.
 */
public final class Trees {
  private final SortedMap<ConfigPath, FileEntry> entries = new TreeMap<>();
  private final Map<ConfigPath, byte[]> contents = new LinkedHashMap<>();
  private ComponentSpec spec = ComponentSpec.DEFAULT;

  private Trees() {}

  /** Path, text, path, text, …; text as UTF-8. */
  public static FileTree of(String... pathsAndTexts) {
    if (pathsAndTexts.length % 2 != 0) {
      throw new IllegalArgumentException("expected a text for each path");
    }
    Trees trees = new Trees();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      trees.file(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return trees.build();
  }

  /** Bytes by path. */
  public static FileTree ofBytes(Map<String, byte[]> files) {
    Trees trees = new Trees();
    files.forEach(trees::file);
    return trees.build();
  }

  /** An empty tree to add to. */
  public static Trees builder() {
    return new Trees();
  }

  /** Adds or replaces a file of UTF-8 text. */
  public Trees file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds or replaces a file. */
  public Trees file(String path, byte[] content) {
    return file(path, content, false);
  }

  /** Adds or replaces a file that its owner may execute. */
  public Trees executable(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8), true);
  }

  private Trees file(String path, byte[] content, boolean executable) {
    FileKind kind = path.endsWith(".properties") ? FileKind.PROPERTIES : FileKind.CONFIGURATION;
    ConfigPath at = new ConfigPath(path);
    entries.put(at, new FileEntry(at, kind, Digest.of(content), content.length, executable));
    contents.put(at, content.clone());
    return this;
  }

  /** How the component is applied, in canonical form. */
  public Trees spec(Map<String, String> canonical) {
    spec = ComponentSpec.ofCanonical(canonical);
    return this;
  }

  /** The tree as it is now; later additions don't change it. */
  public FileTree build() {
    return new MapTree(Manifest.of(List.copyOf(entries.values()), spec), Map.copyOf(contents));
  }

  /** Every file of the tree, read through its port, as UTF-8 text by path. */
  public static SortedMap<String, String> texts(FileTree tree) {
    SortedMap<String, String> texts = new TreeMap<>();
    bytes(tree)
        .forEach((path, content) -> texts.put(path, new String(content, StandardCharsets.UTF_8)));
    return texts;
  }

  /** Every file of the tree, read through its port, by path. */
  public static SortedMap<String, byte[]> bytes(FileTree tree) {
    return bytes(tree, tree.manifest().files().values());
  }

  /** These files, read through the tree's port, by path. */
  public static SortedMap<String, byte[]> bytes(FileTree tree, Collection<FileEntry> files) {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try {
      tree.read(
          files, (file, content) -> contents.put(file.path().value(), content.readAllBytes()));
    } catch (IOException e) {
      throw new AssertionError("expected a tree that can be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return contents;
  }
}
