package dev.orch.robustness.history;

import dev.orch.model.Digest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every byte of a project in one state: the digest of each file, by component and path. */
public record Snapshot(SortedMap<String, SortedMap<String, Digest>> components) {
  /** What a cleared project holds. */
  public static final Snapshot EMPTY = new Snapshot(new TreeMap<>());

  public Snapshot {
    SortedMap<String, SortedMap<String, Digest>> copy = new TreeMap<>();
    components.forEach(
        (name, files) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(files))));
    components = Collections.unmodifiableSortedMap(copy);
  }
}
