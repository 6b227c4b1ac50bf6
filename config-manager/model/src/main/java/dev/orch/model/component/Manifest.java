package dev.orch.model.component;

import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files of a component in one state, and how they are applied.
 *
 * <p>Sound by construction: no two files share a path, none lies below another, and no two differ
 * only in what some file systems fold (case, composition of characters).
 *
 * <h2>Digest</h2>
 *
 * SHA-256 over the following lines of UTF-8, each ended by U+000A; it says what the component is,
 * and nothing of where the bytes are held:
 *
 * <pre>
 * orch component 1
 * spec KEY=VALUE          for each entry of the canonical form, in order;
 *                         backslash and newline in VALUE written \\ and \n
 * file KIND MODE SHA-256 SIZE PATH
 *                         for each file, in order of path: KIND p or c,
 *                         MODE x or -, SIZE in decimal
 * </pre>
 */
public final class Manifest {
  /** No file, applied as by default. */
  public static final Manifest EMPTY = new Manifest(new TreeMap<>(), ComponentSpec.DEFAULT);

  private final SortedMap<ConfigPath, FileEntry> files;
  private final ComponentSpec spec;
  private final Digest digest;

  private Manifest(SortedMap<ConfigPath, FileEntry> files, ComponentSpec spec) {
    this.files = Collections.unmodifiableSortedMap(files);
    this.spec = spec;
    this.digest = computeDigest(files, spec);
  }

  /**
   * A manifest of these files.
   *
   * @throws IllegalArgumentException when files collide; use {@link #collisions} first to tell the
   *     user of all of them
   */
  public static Manifest of(Collection<FileEntry> files, ComponentSpec spec) {
    SortedMap<ConfigPath, FileEntry> byPath = SortedFiles.byPath(files, FileEntry::path);
    List<Problem> collisions =
        byPath.size() == files.size()
            ? collisions(byPath)
            : collisions(files.stream().map(FileEntry::path).toList());
    if (!collisions.isEmpty()) {
      throw new IllegalArgumentException(collisions.get(0).toString());
    }
    return new Manifest(byPath, spec);
  }

  /** Every pair of paths that cannot be in one component together. */
  public static List<Problem> collisions(SortedMap<ConfigPath, ?> byPath) {
    return areApart(byPath) ? List.of() : collisions(byPath.keySet());
  }

  /**
   * Whether it can be told at a glance that no two of them collide: no name is one that a file
   * system folds into another, and no directory of one is another's path.
   */
  private static boolean areApart(SortedMap<ConfigPath, ?> byPath) {
    String last = "";
    for (ConfigPath path : byPath.keySet()) {
      String value = path.value();
      if (!isFolded(value)) {
        return false;
      }
      int slash = value.lastIndexOf('/');
      if (slash > 0 && !(last.length() == slash && value.startsWith(last))) {
        last = value.substring(0, slash);
        for (String above = last; !above.isEmpty(); above = parent(above)) {
          if (byPath.containsKey(new ConfigPath(above))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isFolded(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /** Every pair of paths that cannot be in one component together. */
  public static List<Problem> collisions(Collection<ConfigPath> paths) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ConfigPath> byKey = new HashMap<>(2 * paths.size());
    Set<String> directories = new HashSet<>();
    String last = "";
    for (ConfigPath path : paths) {
      String key = path.collisionKey();
      ConfigPath other = byKey.putIfAbsent(key, path);
      if (other != null) {
        problems.add(
            new Problem(
                path.value(),
                other.equals(path)
                    ? "is named twice"
                    : "cannot stand beside '"
                        + other
                        + "': some file systems take the two names for one"));
      }
      int slash = key.lastIndexOf('/');
      // Files of one directory mostly come one after the other, and share what is above them.
      if (slash > 0 && !(last.length() == slash && key.startsWith(last))) {
        last = key.substring(0, slash);
        for (String above = last; !above.isEmpty() && directories.add(above); ) {
          above = parent(above);
        }
      }
    }
    if (!Collections.disjoint(directories, byKey.keySet())) {
      byKey.forEach((key, path) -> addFilesAbove(key, path, byKey, problems));
    }
    return problems;
  }

  private static void addFilesAbove(
      String key, ConfigPath path, Map<String, ConfigPath> byKey, List<Problem> problems) {
    for (String above = parent(key); !above.isEmpty(); above = parent(above)) {
      ConfigPath file = byKey.get(above);
      if (file != null) {
        problems.add(
            new Problem(
                path.value(), "lies below '" + file + "', which is a file in the same tree"));
      }
    }
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }

  /**
   * The same with other files and another way of being applied.
   *
   * @param without files of it that go
   * @param with files that come, at other paths than those that stay
   * @throws IllegalArgumentException when files collide then
   */
  public Manifest with(
      Collection<FileEntry> without, Collection<FileEntry> with, ComponentSpec newSpec) {
    if (files.isEmpty()) {
      return of(with, newSpec);
    }
    SortedMap<ConfigPath, FileEntry> changed = new TreeMap<>(files);
    without.forEach(file -> changed.remove(file.path()));
    boolean samePaths = true;
    for (FileEntry file : with) {
      if (changed.put(file.path(), file) != null) {
        throw new IllegalArgumentException(file.path() + ": is named twice");
      }
      samePaths &= files.containsKey(file.path());
    }
    // Paths of a manifest do not collide, so some of them do not either.
    return samePaths ? new Manifest(changed, newSpec) : of(changed.values(), newSpec);
  }

  private static Digest computeDigest(SortedMap<ConfigPath, FileEntry> files, ComponentSpec spec) {
    DigestLines lines = new DigestLines();
    lines.add("orch component 1\n");
    spec.canonical().forEach((key, value) -> lines.add("spec " + key + '=' + escape(value) + '\n'));
    files.values().forEach(lines::add);
    return lines.digest();
  }

  /** SHA-256 over the lines of these files alone, in this order; see the class description. */
  public static Digest digestOf(Collection<FileEntry> files) {
    DigestLines lines = new DigestLines();
    files.forEach(lines::add);
    return lines.digest();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }

  /** By path, in order; unmodifiable. */
  public SortedMap<ConfigPath, FileEntry> files() {
    return files;
  }

  /** The file at this path, if there is one. */
  public Optional<FileEntry> file(ConfigPath path) {
    return Optional.ofNullable(files.get(path));
  }

  public ComponentSpec spec() {
    return spec;
  }

  /** See the class description. */
  public Digest digest() {
    return digest;
  }

  /** The sum of all sizes, in bytes. */
  public long totalSize() {
    return files.values().stream().mapToLong(FileEntry::size).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "manifest of " + files.size() + " files, " + digest.abbreviated();
  }
}
