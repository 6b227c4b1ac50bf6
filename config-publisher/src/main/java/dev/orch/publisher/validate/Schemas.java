package dev.orch.publisher.validate;

import dev.orch.model.component.HashedBytes;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.validation.Schema;

/**
 * The schemas among a component's files, each read and understood once. Safe for use by several
 * threads.
 */
public final class Schemas {
  /** A longer schema is refused. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** None at all. */
  public static final Schemas NONE = new Schemas(path -> Optional.empty());

  /** Reads a file of the component. */
  @FunctionalInterface
  public interface Files {
    /** At most one byte more than {@link #MAX_BYTES}; nothing if there is no such file. */
    Optional<Found> read(ConfigPath path) throws IOException;
  }

  /**
   * A file of the component.
   *
   * @param shown how the user knows it
   */
  public record Found(String shown, HashedBytes content) {
    byte[] bytes() {
      return content.bytes();
    }
  }

  /** A schema, or why there is none. */
  sealed interface Compiled {}

  /** It can be used. */
  record Usable(Schema schema) implements Compiled {}

  /**
   * It cannot.
   *
   * @param place how the user knows it
   */
  record Unusable(String place, String reason) implements Compiled {}

  private final Files files;
  private final Map<ConfigPath, Compiled> compiled = new ConcurrentHashMap<>();

  public Schemas(Files files) {
    this.files = files;
  }

  Compiled schema(ConfigPath path) {
    return compiled.computeIfAbsent(path, wanted -> SchemaCompiler.compile(this, wanted));
  }

  /** A schema's bytes, bounded. */
  Found read(ConfigPath path) throws IOException {
    Found found =
        files
            .read(path)
            .orElseThrow(() -> new IOException("there is no file " + path + " in the component"));
    if (found.bytes().length > MAX_BYTES) {
      throw new IOException(path + " is larger than 1 MiB");
    }
    return found;
  }
}
