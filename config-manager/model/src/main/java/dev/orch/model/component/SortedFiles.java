package dev.orch.model.component;

import dev.orch.model.path.ConfigPath;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is done with very many files in order of path, in linear time: maps of them, where putting
 * them in one by one would compare each with a dozen others, and what differs between two sets.
 */
public final class SortedFiles {
  private SortedFiles() {}

  /** By path; of two with the same path, the later one. */
  public static <V> SortedMap<ConfigPath, V> byPath(
      Collection<V> files, Function<? super V, ConfigPath> path) {
    return byPath(files, path, Function.identity());
  }

  /** The same of what goes with each file. */
  public static <T, V> SortedMap<ConfigPath, V> byPath(
      Collection<T> files,
      Function<? super T, ConfigPath> path,
      Function<? super T, ? extends V> value) {
    List<Map.Entry<ConfigPath, V>> entries = new ArrayList<>(files.size());
    for (T file : files) {
      entries.add(Map.entry(path.apply(file), value.apply(file)));
    }
    entries.sort(Map.Entry.comparingByKey());
    if (hasTwins(entries)) {
      TreeMap<ConfigPath, V> byPath = new TreeMap<>();
      entries.forEach(entry -> byPath.put(entry.getKey(), entry.getValue()));
      return byPath;
    }
    return new TreeMap<>(new InOrder<>(entries));
  }

  /** Told of one path at which something differs. */
  @FunctionalInterface
  public interface Difference<V> {
    /** What was there and what is; either is null when there is nothing, never both. */
    void at(@Nullable V before, @Nullable V after);
  }

  /** Walks over both side by side, in order of path, and tells of what differs. */
  public static <V> void compare(
      Collection<V> before,
      Collection<V> after,
      Function<? super V, ConfigPath> path,
      Difference<V> difference) {
    Iterator<V> olds = before.iterator();
    V old = next(olds);
    for (V file : after) {
      if (old == file) {
        // What did not change is often not even another object.
        old = next(olds);
        continue;
      }
      while (old != null && path.apply(old).compareTo(path.apply(file)) < 0) {
        difference.at(old, null);
        old = next(olds);
      }
      V same = old != null && path.apply(old).equals(path.apply(file)) ? old : null;
      if (same == null || !same.equals(file)) {
        difference.at(same, file);
      }
      old = same == null ? old : next(olds);
    }
    for (; old != null; old = next(olds)) {
      difference.at(old, null);
    }
  }

  private static <V> @Nullable V next(Iterator<V> files) {
    return files.hasNext() ? files.next() : null;
  }

  private static <V> boolean hasTwins(List<Map.Entry<ConfigPath, V>> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).getKey().equals(sorted.get(i - 1).getKey())) {
        return true;
      }
    }
    return false;
  }

  /** As much of a sorted map as {@link TreeMap} copies in linear time; it asks for no more. */
  @SuppressWarnings("JdkObsolete")
  private static final class InOrder<V> extends AbstractMap<ConfigPath, V>
      implements SortedMap<ConfigPath, V> {
    private final List<Map.Entry<ConfigPath, V>> entries;

    InOrder(List<Map.Entry<ConfigPath, V>> entries) {
      this.entries = entries;
    }

    @Override
    public Set<Map.Entry<ConfigPath, V>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<ConfigPath, V>> iterator() {
          return entries.iterator();
        }

        @Override
        public int size() {
          return entries.size();
        }
      };
    }

    @Override
    public @Nullable Comparator<? super ConfigPath> comparator() {
      return null;
    }

    @Override
    public ConfigPath firstKey() {
      return entries.get(0).getKey();
    }

    @Override
    public ConfigPath lastKey() {
      return entries.get(entries.size() - 1).getKey();
    }

    @Override
    public SortedMap<ConfigPath, V> subMap(ConfigPath from, ConfigPath to) {
      throw new UnsupportedOperationException("only to be copied");
    }

    @Override
    public SortedMap<ConfigPath, V> headMap(ConfigPath to) {
      throw new UnsupportedOperationException("only to be copied");
    }

    @Override
    public SortedMap<ConfigPath, V> tailMap(ConfigPath from) {
      throw new UnsupportedOperationException("only to be copied");
    }
  }
}
