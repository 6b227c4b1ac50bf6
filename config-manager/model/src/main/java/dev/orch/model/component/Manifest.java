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

  /** Characters; line by line would cost more than the digest itself. */
  private static final int FED_AT_ONCE = 8192;

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
    return new Manifest(SortedFiles.byPath(files, FileEntry::path), spec);
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

  private static Digest computeDigest(SortedMap<ConfigPath, FileEntry> files, ComponentSpec spec) {
    MessageDigest sha256 = Digest.newSha256();
    StringBuilder lines = new StringBuilder(2 * FED_AT_ONCE).append("orch component 1\n");
    spec.canonical()
        .forEach(
            (key, value) ->
                lines.append("spec ").append(key).append('=').append(escape(value)).append('\n'));
    for (FileEntry file : files.values()) {
      lines
          .append(file.kind() == FileKind.PROPERTIES ? "file p " : "file c ")
          .append(file.executable() ? "x " : "- ")
          .append(file.digest().hex())
          .append(' ')
          .append(file.size())
          .append(' ')
          .append(file.path().value())
          .append('\n');
      if (lines.length() >= FED_AT_ONCE) {
        feed(sha256, lines);
      }
    }
    feed(sha256, lines);
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
