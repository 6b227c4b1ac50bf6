package dev.orch.model.source;

import java.io.IOException;
import java.net.URI;

/**
 * Opens trees that are named by a URI. A plug-in names its own in {@code
 * META-INF/services/dev.orch.model.source.SourceTreeProvider}, with a public constructor without
 * parameters, which is called before it is known whether the plug-in is needed.
 */
public interface SourceTreeProvider {
  /**
   * The scheme of the URIs that it opens: lower-case letters, digits, {@code +}, {@code -} and
   * dots, at least two characters, a letter first. {@code file} is taken.
   */
  String scheme();

  /**
   * Opens a tree; closed after use if it is {@link AutoCloseable}. A tree in a directory of trees
   * is asked for by the URI of that directory, a slash and its name.
   *
   * @param location with this scheme, as the user wrote it
   * @throws IOException when there is no such tree or it cannot be read; its message is shown
   */
  SourceTree open(URI location) throws IOException;
}
