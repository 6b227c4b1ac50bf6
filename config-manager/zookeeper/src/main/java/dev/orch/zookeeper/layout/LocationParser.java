package dev.orch.zookeeper.layout;

import dev.orch.model.Quoted;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the locations of one document. A manifest has thousands, which mostly begin with the same
 * layer of the same revision and end with the path of their file; what was checked of the one
 * before, or of the path, is not checked again. For one thread.
 */
public final class LocationParser {
  private static final int NAMES_OF_LAYER = 4;
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{3}");

  private String layer = "";
  private @Nullable RevisionName revision;

  /**
   * Reads one.
   *
   * @param path of the file whose bytes are there, if it is known
   * @throws IllegalArgumentException when it is not the location of a manifest, a shard or a file
   */
  public Location parse(String text, @Nullable ConfigPath path) {
    int end = endOfLayer(text);
    if (end > 0 && (end == text.length() || isContent(text, end + 1, path))) {
      Optional<RevisionName> found = revisionOfLayer(text, end);
      if (found.isPresent()) {
        return new Location(text, found.get());
      }
    }
    throw new IllegalArgumentException(
        "expected a place below revisions/, found " + Quoted.of(text, 200));
  }

  /** Where the fourth name ends; below zero when there are fewer. */
  private static int endOfLayer(String text) {
    int end = -1;
    for (int names = 0; names < NAMES_OF_LAYER; names++) {
      if (end == text.length()) {
        return -1;
      }
      int slash = text.indexOf('/', end + 1);
      end = slash < 0 ? text.length() : slash;
    }
    return end;
  }

  private Optional<RevisionName> revisionOfLayer(String text, int end) {
    if (revision != null && layer.length() == end && text.startsWith(layer)) {
      return Optional.of(revision);
    }
    String[] names = text.substring(0, end).split("/", NAMES_OF_LAYER);
    if (!names[0].equals(Location.REVISIONS)
        || !names[2].equals(Location.COMPONENTS)
        || Location.componentOf(names[3]).isEmpty()) {
      return Optional.empty();
    }
    Optional<RevisionName> parsed = RevisionName.parse(names[1]);
    if (parsed.isPresent()) {
      layer = text.substring(0, end);
      revision = parsed.get();
    }
    return parsed;
  }

  private static boolean isContent(String text, int from, @Nullable ConfigPath path) {
    int slash = text.indexOf('/', from);
    if (slash < 0) {
      return false;
    }
    String directory = text.substring(from, slash);
    String rest = text.substring(slash + 1);
    if (directory.equals(Location.SHARDS)) {
      return SHARD.matcher(rest).matches();
    }
    for (FileKind kind : FileKind.values()) {
      if (directory.equals(Location.directory(kind))) {
        return (path != null && rest.equals(path.value())) || ConfigPath.problem(rest).isEmpty();
      }
    }
    return false;
  }
}
