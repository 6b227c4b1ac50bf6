package dev.orch.config;

import dev.orch.model.Quoted;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a component is configured with, loaded as one: an immutable snapshot that stays as it is
 * whatever is published or edited later. Safe for use by several threads.
 *
 * <h2>Files</h2>
 *
 * A file is named by its path below the home, with slashes: {@code etc/mime-types.xml}. In
 * distributed mode the snapshot has all files of one revision, every byte verified against the
 * revision's manifest. In standalone mode it has the properties files that were given to the
 * factory; any other file below the home can be asked for as well, is read when it is asked for
 * first, and stays the same from then on.
 *
 * <h2>Properties</h2>
 *
 * {@link #properties()} merges properties files into one; where a key is in several, the last wins:
 *
 * <ul>
 *   <li>files were named to the factory: just those, in the order in which they were named;
 *   <li>none was named: all properties files of the component, in order of path.
 * </ul>
 *
 * The rule is the same in both modes, so the same files mean the same properties.
 */
public final class Configuration {
  private final @Nullable Long revision;
  private final FileSet files;
  private final TypedProperties merged;
  private final @Nullable String warning;

  private Configuration(
      @Nullable Long revision, FileSet files, TypedProperties merged, @Nullable String warning) {
    this.revision = revision;
    this.files = files;
    this.merged = merged;
    this.warning = warning;
  }

  /**
   * Of these files.
   *
   * @param revision absent where there are no revisions
   * @param merge names of properties files in the order in which they are merged
   */
  static Configuration of(@Nullable Long revision, FileSet files, Collection<String> merge) {
    List<TypedProperties> parts =
        merge.stream()
            .map(name -> files.find(name).flatMap(ConfigurationFile::properties).orElseThrow())
            .toList();
    return new Configuration(revision, files, TypedProperties.merged(parts), null);
  }

  /** Without a file: what there is before anything was loaded. */
  static Configuration empty() {
    return new Configuration(null, LoadedFiles.NONE, TypedProperties.merged(List.of()), null);
  }

  /** The same files as another revision has them too. */
  Configuration withRevision(long number) {
    return new Configuration(number, files, merged, null);
  }

  /** The same, with a reason why it may not be the newest. */
  Configuration withWarning(String reason) {
    return new Configuration(revision, files, merged, reason);
  }

  /** The number of the revision, 1 or more; absent in standalone mode. */
  public OptionalLong revision() {
    return revision == null ? OptionalLong.empty() : OptionalLong.of(revision);
  }

  /**
   * Why this may not be the newest published configuration: the store was out of reach, or what is
   * published could not be put in place. One line; absent when all is well.
   */
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  /** All properties, merged as the class description says. */
  public TypedProperties properties() {
    return merged;
  }

  /**
   * The properties of one file.
   *
   * @param file its path below the home, or as it was named to the factory
   * @throws ConfigurationException when there is no such file, it is not a properties file, or a
   *     malformed one
   */
  public TypedProperties properties(String file) {
    ConfigurationFile found = require(file);
    return found
        .properties()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    Quoted.of(file)
                        + ": "
                        + found
                            .malformed()
                            .orElse("expected a properties file, found another kind"),
                    "Mend the file, or read it with bytes(…).",
                    null));
  }

  /** The names of the files that were loaded, sorted. */
  public SortedSet<String> files() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(files.loaded().keySet()));
  }

  /** Whether there is such a file. */
  public boolean has(String file) {
    return files.find(file).isPresent();
  }

  /**
   * A copy of a file's bytes, exactly as they were published.
   *
   * @throws ConfigurationException when there is no such file, or it cannot be read
   */
  public byte[] bytes(String file) {
    return require(file).copyOfBytes();
  }

  /**
   * Where the file is on disk, for libraries that want a path. What lies there is replaced,
   * atomically, when a newer revision is put in place; in a versioned home it stays instead, until
   * the third revision from then is. Whoever must not mix two revisions uses {@link #bytes}, which
   * never change.
   *
   * @throws ConfigurationException when there is no such file
   */
  public Path path(String file) {
    return require(file).path();
  }

  private ConfigurationFile require(String file) {
    return files
        .find(file)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    (revision == null ? "the configuration" : "revision " + revision)
                        + " has no file "
                        + Quoted.of(file),
                    "Check the path; it is relative to the component's home.",
                    null));
  }

  FileSet fileSet() {
    return files;
  }

  /** What it is, without any value, which may be a secret. */
  @Override
  public String toString() {
    return (revision == null ? "local configuration" : "revision " + revision)
        + " of "
        + files.loaded().size()
        + " files";
  }
}
