package dev.orch.zookeeper.layout;

import dev.orch.model.ComponentName;
import dev.orch.model.component.FileKind;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayerScope;
import dev.orch.model.path.ConfigPath;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a revision holds something, as a path below the project's znode:
 *
 * <pre>
 * revisions/REVISION/components/COMPONENT                        a manifest
 * revisions/REVISION/components/COMPONENT/shards/007             a shard of it
 * revisions/REVISION/components/COMPONENT/properties/PATH        a file's bytes
 * revisions/REVISION/components/COMPONENT/configuration/PATH
 * …/PATH/.orch:00000                                             a part of a large file's
 * </pre>
 *
 * <p>COMPONENT is the name of a layer; that of what all projects share is {@code _base@file-mgr}.
 *
 * <p>Parts cannot clash with files, since a {@link ConfigPath} has no name like theirs.
 */
public final class Location implements Comparable<Location> {
  /** The most parts that a file can be cut into. */
  public static final int MAX_PARTS = 100_000;

  static final String REVISIONS = "revisions";
  static final String COMPONENTS = "components";
  static final String SHARDS = "shards";
  private static final String SHARED_PREFIX = LayerName.BASE + '@';

  private final String value;
  private final RevisionName revision;

  /** Of a text that was found to be one. */
  Location(String value, RevisionName revision) {
    this.value = value;
    this.revision = revision;
  }

  /** Of a component's manifest. */
  public static Location manifest(RevisionName revision, LayerName layer) {
    return new Location(
        REVISIONS + '/' + revision + '/' + COMPONENTS + '/' + segment(layer), revision);
  }

  // What all projects share has a slash in its name, and one znode here.
  private static String segment(LayerName layer) {
    return layer.scope() instanceof LayerScope.Shared
        ? SHARED_PREFIX + layer.component()
        : layer.value();
  }

  /** The component whose layer has this znode below {@code components}, if it is one's. */
  static Optional<ComponentName> componentOf(String segment) {
    String component =
        segment.startsWith(SHARED_PREFIX) ? segment.substring(SHARED_PREFIX.length()) : segment;
    return segment.indexOf('/') < 0 && LayerName.problem(component).isEmpty()
        ? Optional.of(LayerName.parse(component).component())
        : Optional.empty();
  }

  /** Of the shard with this number, at most 4,095. */
  public static Location shard(RevisionName revision, LayerName layer, int index) {
    return manifest(revision, layer)
        .below(SHARDS + '/' + String.format(Locale.ROOT, "%03x", index));
  }

  /** Of a file's bytes. */
  public static Location file(
      RevisionName revision, LayerName layer, FileKind kind, ConfigPath path) {
    return manifest(revision, layer).below(directory(kind) + '/' + path);
  }

  static String directory(FileKind kind) {
    return switch (kind) {
      case PROPERTIES -> "properties";
      case CONFIGURATION -> "configuration";
    };
  }

  private Location below(String path) {
    return new Location(value + '/' + path, revision);
  }

  /** Of one part of a large file whose bytes this is the location of, numbered from 0. */
  public Location part(int index) {
    if (index < 0 || index >= MAX_PARTS) {
      throw new IllegalArgumentException("expected the number of a part, found " + index);
    }
    return below(String.format(Locale.ROOT, ".orch:%05d", index));
  }

  /**
   * From a stored document.
   *
   * @throws IllegalArgumentException when it is not the location of a manifest, a shard or a file
   */
  public static Location parse(String text) {
    return new LocationParser().parse(text, null);
  }

  /** The revision whose subtree it lies in. */
  public RevisionName revision() {
    return revision;
  }

  /** The path below the project's znode, without a leading slash. */
  public String value() {
    return value;
  }

  @Override
  public int compareTo(Location other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Location that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
