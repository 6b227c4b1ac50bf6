package dev.orch.model.component;

import dev.orch.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * Bytes and their digest, which cannot come apart: whoever is handed a stream of them by a {@link
 * FileTree} can take both as they are instead of copying and hashing once more.
 */
public final class HashedBytes {
  private final byte[] bytes;
  private final Digest digest;

  private HashedBytes(byte[] bytes) {
    this.bytes = bytes;
    this.digest = Digest.of(bytes);
  }

  /** Hashes them. The array is kept, not copied, and must not be changed any more. */
  public static HashedBytes of(byte[] bytes) {
    return new HashedBytes(bytes);
  }

  /** The bytes themselves, not a copy; must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public Digest digest() {
    return digest;
  }

  /** From their beginning. */
  public InputStream open() {
    return new Stream(this);
  }

  /** What this stream was opened from, if it comes from here. */
  public static Optional<HashedBytes> behind(InputStream stream) {
    return stream instanceof Stream own ? Optional.of(own.source) : Optional.empty();
  }

  private static final class Stream extends ByteArrayInputStream {
    private final HashedBytes source;

    Stream(HashedBytes source) {
      super(source.bytes);
      this.source = source;
    }
  }
}
