package dev.orch.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that are all loaded. */
final class LoadedFiles implements FileSet {
  static final LoadedFiles NONE = new LoadedFiles(Map.of());

  private final SortedMap<String, ConfigurationFile> files;

  LoadedFiles(Map<String, ConfigurationFile> files) {
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  @Override
  public SortedMap<String, ConfigurationFile> loaded() {
    return files;
  }

  @Override
  public Optional<ConfigurationFile> find(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
