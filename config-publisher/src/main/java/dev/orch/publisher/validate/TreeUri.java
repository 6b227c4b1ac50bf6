package dev.orch.publisher.validate;

import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How parsers name the files of a component: nothing else can be named, so nothing else is read.
 */
final class TreeUri {
  static final String SCHEME = "tree";

  private TreeUri() {}

  static String of(ConfigPath path) {
    try {
      return new URI(SCHEME, "", "/" + path.value(), null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path with a slash before it is that of a URI", e);
    }
  }

  /**
   * The file that a reference means.
   *
   * @param base what refers to it; null if nothing does
   * @throws IOException when it leads out of the component
   */
  static ConfigPath resolve(String reference, @Nullable String base) throws IOException {
    try {
      URI uri = base == null ? new URI(reference) : new URI(base).resolve(new URI(reference));
      String path = uri.getPath();
      if (SCHEME.equals(uri.getScheme()) && path != null && path.startsWith("/")) {
        String below = path.substring(1);
        if (ConfigPath.problem(below).isEmpty()) {
          return new ConfigPath(below);
        }
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("refers to " + reference + ", which is no URI", e);
    }
    throw new IOException(
        "refers to " + reference + ", which is no file of the component; nothing else is opened");
  }
}
