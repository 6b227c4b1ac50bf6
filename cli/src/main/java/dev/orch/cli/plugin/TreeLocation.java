package dev.orch.cli.plugin;

import dev.orch.engine.LocalSourceTree;
import dev.orch.model.ComponentName;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a tree is: a directory, or a URI whose scheme a plug-in knows. What begins with a scheme of
 * at least two characters and a colon is a URI; a directory of such a name is written {@code
 * ./name:x}.
 */
public final class TreeLocation {
  private static final Pattern URI_START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final String FILE_SCHEME = "file";

  private final String text;
  private final @Nullable Path directory;
  private final @Nullable URI uri;

  private TreeLocation(String text, @Nullable Path directory, @Nullable URI uri) {
    this.text = text;
    this.directory = directory;
    this.uri = uri;
  }

  /** A directory. */
  public static TreeLocation of(Path directory) {
    return new TreeLocation(directory.toString(), directory, null);
  }

  /**
   * As it is written on the command line.
   *
   * @throws IllegalArgumentException when it looks like a URI and is none
   */
  public static TreeLocation parse(String text) {
    if (!URI_START.matcher(text).matches()) {
      return of(Path.of(text));
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "expected a directory or a URI (blanks as %20), found: " + e.getMessage(), e);
    }
    return FILE_SCHEME.equalsIgnoreCase(uri.getScheme())
        ? of(Path.of(uri))
        : new TreeLocation(text, null, uri);
  }

  /** The directory, if it is one of the local file system. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  /** The same wherever the working directory is. */
  public TreeLocation absolute() {
    return directory == null ? this : of(directory.toAbsolutePath().normalize());
  }

  /** The tree of this name in a directory of trees. */
  public TreeLocation child(String name) {
    if (directory != null) {
      return of(directory.resolve(name));
    }
    return parse(text + (text.endsWith("/") ? "" : "/") + name);
  }

  /** The last name in it; empty if it has none. */
  public String lastName() {
    String path = text.replaceAll("[?#].*", "").replaceAll("/+$", "");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  }

  /**
   * The name of the component that it is: its own, where that can be one.
   *
   * @throws IOException when the directory is not there
   */
  public ComponentName componentName() throws IOException {
    String name =
        directory == null ? lastName() : String.valueOf(directory.toRealPath().getFileName());
    return new ComponentName(ComponentName.problem(name).isEmpty() ? name : "component");
  }

  /**
   * Opens it, until the plug-ins are closed. A directory need not exist until it is listed, and
   * loads no plug-in.
   *
   * @throws dev.orch.cli.invocation.UsageException when no plug-in opens it, or the one fails
   */
  public SourceTree open(Plugins plugins) {
    return uri == null
        ? new LocalSourceTree(directory == null ? Path.of(text) : directory)
        : plugins.open(uri);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreeLocation that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
