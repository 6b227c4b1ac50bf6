package dev.orch.config;

import java.util.Optional;
import java.util.SortedMap;

/** The files that a configuration can hand out. */
interface FileSet {
  /** Those that were loaded, by name. */
  SortedMap<String, ConfigurationFile> loaded();

  /**
   * A file by its name, also one that was not loaded.
   *
   * @throws ConfigurationException when the file is there and cannot be read
   */
  Optional<ConfigurationFile> find(String name);
}
