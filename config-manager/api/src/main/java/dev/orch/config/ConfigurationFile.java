package dev.orch.config;

import dev.orch.model.Digest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of a configuration with the bytes that were loaded. */
final class ConfigurationFile {
  private final Path path;
  private final byte[] bytes;
  private final Digest digest;
  private final @Nullable TypedProperties properties;
  private final @Nullable String malformed;

  private ConfigurationFile(
      Path path,
      byte[] bytes,
      Digest digest,
      @Nullable TypedProperties properties,
      @Nullable String malformed) {
    this.path = path;
    this.bytes = bytes;
    this.digest = digest;
    this.properties = properties;
    this.malformed = malformed;
  }

  /** Keeps {@code bytes} as they are, without a copy; {@code path} is where they are on disk. */
  static ConfigurationFile of(Path path, byte[] bytes, Digest digest) {
    return new ConfigurationFile(path, bytes, digest, null, null);
  }

  /** The same for a properties file, which may turn out to be malformed. */
  static ConfigurationFile ofProperties(String name, Path path, byte[] bytes, Digest digest) {
    try {
      return new ConfigurationFile(path, bytes, digest, PropertiesFile.parse(name, bytes), null);
    } catch (IllegalArgumentException e) {
      return new ConfigurationFile(path, bytes, digest, null, String.valueOf(e.getMessage()));
    }
  }

  Path path() {
    return path;
  }

  byte[] copyOfBytes() {
    return bytes.clone();
  }

  Digest digest() {
    return digest;
  }

  /** What it says; absent when it is not a properties file, or a malformed one. */
  Optional<TypedProperties> properties() {
    return Optional.ofNullable(properties);
  }

  /** What is wrong with it as a properties file. */
  Optional<String> malformed() {
    return Optional.ofNullable(malformed);
  }
}
