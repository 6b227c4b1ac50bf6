package dev.orch.engine.state;

import dev.orch.engine.fs.Stamp;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.Quoted;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Layout;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What orch placed in a home, or took over: {@code .orch/inventory}.
 *
 * <pre>
 * orch inventory 1
 * revision NUMBER
 * digest SHA-256                           of the component
 * spec KEY=VALUE                           for each entry of the canonical form
 * dir PATH                                 for each directory that orch made
 * file KIND MODE SHA-256 SIZE PATH         KIND p or -, MODE x or -
 * stamped KIND MODE SHA-256 SIZE SIZE MODIFIED IDENTITY PATH
 *                                          the same, with the stamp that the file had when its
 *                                          bytes were last known to be these
 * rev SHA-256                              of a versioned component, for each directory in .orch/rev
 *                                          that stays: its own first, then older ones, newest first
 * seal SHA-256
 * </pre>
 *
 * A program that knows no versioned components refuses the word {@code rev}, so that it does not
 * look for such a component's files in the home itself.
 */
public final class Inventory {
  /** Of a home in which orch never finished an apply. */
  public static final Inventory EMPTY =
      new Inventory(0, Manifest.EMPTY, new TreeSet<>(), Map.of(), List.of());

  /** How many bytes an inventory has at most. */
  public static final int MAX_BYTES = SealedText.MAX_BYTES;

  private static final String FORMAT = "orch inventory 1";

  private final long revision;
  private final Manifest manifest;
  private final SortedSet<ConfigPath> directories;
  private final Map<ConfigPath, Stamp> stamps;
  private final List<Digest> older;

  /**
   * Creates it from its parts.
   *
   * @param manifest of the files that are orch's
   * @param directories that orch made
   * @param stamps of files whose bytes were known to be the manifest's
   * @param older states of a versioned component whose directories stay, newest first
   */
  public Inventory(
      long revision,
      Manifest manifest,
      SortedSet<ConfigPath> directories,
      Map<ConfigPath, Stamp> stamps,
      List<Digest> older) {
    this.revision = revision;
    this.manifest = manifest;
    this.directories = Collections.unmodifiableSortedSet(new TreeSet<>(directories));
    this.stamps = Map.copyOf(stamps);
    this.older = List.copyOf(older);
  }

  public long revision() {
    return revision;
  }

  public Manifest manifest() {
    return manifest;
  }

  public SortedSet<ConfigPath> directories() {
    return directories;
  }

  public Map<ConfigPath, Stamp> stamps() {
    return stamps;
  }

  /** States before this one of a versioned component whose directories stay, newest first. */
  public List<Digest> older() {
    return older;
  }

  /** Whether the files lie in a directory of their own, with a link to it. */
  public boolean versioned() {
    return manifest.spec().layout() == Layout.VERSIONED;
  }

  /** The stamp that the file had when its bytes were last known to be the manifest's. */
  public Optional<Stamp> stamp(ConfigPath path) {
    return Optional.ofNullable(stamps.get(path));
  }

  /** The same files, as of another revision. */
  public Inventory withRevision(long newRevision) {
    return new Inventory(newRevision, manifest, directories, stamps, older);
  }

  /** The same files, with what was found out of them since. */
  public Inventory withStamps(Map<ConfigPath, Stamp> newStamps) {
    return new Inventory(revision, manifest, directories, newStamps, older);
  }

  /** The document. */
  public byte[] format() {
    SealedText text = new SealedText(FORMAT);
    text.line("revision " + revision);
    text.line("digest " + manifest.digest().hex());
    manifest
        .spec()
        .canonical()
        .forEach((key, value) -> text.line("spec " + Fields.escape(key + "=" + value)));
    directories.forEach(directory -> text.line("dir " + directory));
    for (FileEntry file : manifest.files().values()) {
      Stamp stamp = stamps.get(file.path());
      if (stamp == null) {
        text.line("file " + Fields.entry(file) + ' ' + file.path());
      } else {
        text.line("stamped " + Fields.entry(file) + ' ' + Fields.stamp(stamp) + ' ' + file.path());
      }
    }
    if (versioned()) {
      text.line("rev " + manifest.digest().hex());
    }
    older.forEach(digest -> text.line("rev " + digest.hex()));
    return text.seal();
  }

  /**
   * From the document.
   *
   * @param place for messages
   * @throws CorruptDataException when it is not whole, not well-formed or of another format
   */
  public static Inventory parse(String place, byte[] document) {
    Parts parts = new Parts();
    for (Fields line : SealedText.open(place, document, FORMAT)) {
      parts.take(line);
    }
    return parts.inventory(place);
  }

  private static final class Parts {
    private long revision;
    private String digest = "";
    private final Map<String, String> spec = new TreeMap<>();
    private final SortedSet<ConfigPath> directories = new TreeSet<>();
    private final List<FileEntry> files = new ArrayList<>();
    private final Map<ConfigPath, Stamp> stamps = new HashMap<>();
    private final Set<Digest> states = new LinkedHashSet<>();

    void take(Fields line) {
      String keyword = line.next();
      switch (keyword) {
        case "revision" -> revision = line.number();
        case "digest" -> digest = line.digest().hex();
        case "spec" -> {
          String entry = line.text();
          int equals = entry.indexOf('=');
          if (equals < 0) {
            throw line.malformed("expected KEY=VALUE, found " + Quoted.of(entry, 40));
          }
          spec.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        case "dir" -> directories.add(line.path());
        case "file" -> {
          FileEntry unnamed = line.entry();
          files.add(Fields.named(unnamed, line.path()));
        }
        case "stamped" -> {
          FileEntry unnamed = line.entry();
          Stamp stamp = line.stamp();
          FileEntry file = Fields.named(unnamed, line.path());
          files.add(file);
          stamps.put(file.path(), stamp);
        }
        case "rev" -> states.add(line.digest());
        default -> throw line.unknown(keyword);
      }
      line.end();
    }

    Inventory inventory(String place) {
      Manifest manifest;
      try {
        manifest = Manifest.of(files, ComponentSpec.ofCanonical(spec));
      } catch (IllegalArgumentException e) {
        throw new CorruptDataException(place, String.valueOf(e.getMessage()), e);
      }
      Digest found = manifest.digest();
      if (!found.hex().equals(digest)) {
        throw new CorruptDataException(
            place, "expected files that make up " + digest + ", found " + found, null);
      }
      states.remove(found);
      return new Inventory(revision, manifest, directories, stamps, List.copyOf(states));
    }
  }
}
