package dev.orch.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became different when a new configuration took the place of another.
 *
 * @param before what was there; without files and revision if there was nothing
 * @param after what is there now
 * @param added names of files that are new
 * @param modified names of files whose bytes differ
 * @param deleted names of files that are gone
 * @param properties keys of {@link Configuration#properties()} that are new, gone or have another
 *     value
 */
public record ConfigurationChange(
    Configuration before,
    Configuration after,
    SortedSet<String> added,
    SortedSet<String> modified,
    SortedSet<String> deleted,
    SortedSet<String> properties) {
  public ConfigurationChange {
    added = copy(added);
    modified = copy(modified);
    deleted = copy(deleted);
    properties = copy(properties);
  }

  private static SortedSet<String> copy(SortedSet<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  static ConfigurationChange between(Configuration before, Configuration after) {
    SortedMap<String, ConfigurationFile> old = before.fileSet().loaded();
    SortedMap<String, ConfigurationFile> now = after.fileSet().loaded();
    TreeSet<String> added = new TreeSet<>(now.keySet());
    added.removeAll(old.keySet());
    TreeSet<String> deleted = new TreeSet<>(old.keySet());
    deleted.removeAll(now.keySet());
    TreeSet<String> modified = new TreeSet<>();
    now.forEach(
        (name, file) -> {
          ConfigurationFile former = old.get(name);
          if (former != null && !former.digest().equals(file.digest())) {
            modified.add(name);
          }
        });
    return new ConfigurationChange(
        before,
        after,
        added,
        modified,
        deleted,
        changedKeys(before.properties(), after.properties()));
  }

  private static SortedSet<String> changedKeys(TypedProperties before, TypedProperties after) {
    TreeSet<String> changed = new TreeSet<>(before.keys());
    changed.addAll(after.keys());
    changed.removeIf(key -> before.find(key).equals(after.find(key)));
    return changed;
  }

  /** Whether files or properties differ at all. */
  public boolean isEmpty() {
    return added.isEmpty() && modified.isEmpty() && deleted.isEmpty() && properties.isEmpty();
  }
}
