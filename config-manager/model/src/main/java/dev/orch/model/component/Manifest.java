package dev.orch.model.component;

import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<Problem> collisions = collisions(files.stream().map(FileEntry::path).toList());
    if (!collisions.isEmpty()) {
      throw new IllegalArgumentException(collisions.get(0).toString());
    }
    TreeMap<ConfigPath, FileEntry> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    return new Manifest(byPath, spec);
  }

  /** Every pair of paths that cannot be in one component together. */
  public static List<Problem> collisions(Collection<ConfigPath> paths) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ConfigPath> byKey = new HashMap<>(2 * paths.size());
    for (ConfigPath path : paths) {
      ConfigPath other = byKey.putIfAbsent(path.collisionKey(), path);
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
    }
    for (Map.Entry<String, ConfigPath> entry : byKey.entrySet()) {
      String key = entry.getKey();
      for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
        ConfigPath file = byKey.get(key.substring(0, slash));
        if (file != null) {
          problems.add(
              new Problem(
                  entry.getValue().value(),
                  "lies below '" + file + "', which is a file in the same tree"));
        }
      }
    }
    return problems;
  }

  private static Digest computeDigest(SortedMap<ConfigPath, FileEntry> files, ComponentSpec spec) {
    MessageDigest sha256 = Digest.newSha256();
    StringBuilder line = new StringBuilder(256).append("orch component 1\n");
    spec.canonical()
        .forEach(
            (key, value) -> {
              line.append("spec ").append(key).append('=').append(escape(value)).append('\n');
            });
    feed(sha256, line);
    for (FileEntry file : files.values()) {
      line.append("file ")
          .append(file.kind() == FileKind.PROPERTIES ? "p " : "c ")
          .append(file.executable() ? "x " : "- ")
          .append(file.digest().hex())
          .append(' ')
          .append(file.size())
          .append(' ')
          .append(file.path().value())
          .append('\n');
      feed(sha256, line);
    }
    return Digest.finish(sha256);
  }

  private static void feed(MessageDigest sha256, StringBuilder text) {
    sha256.update(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
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
