package dev.orch.publisher.scan;

import dev.orch.model.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes what is read through it, and fails when there is more or less of it than expected. */
final class MeasuredStream extends FilterInputStream {
  private static final int MAX_BUFFER = 64 * 1024;

  private final String file;
  private final long size;
  private final MessageDigest sha256 = Digest.newSha256();
  private long count;

  MeasuredStream(InputStream in, String file, long size) {
    super(in);
    this.file = file;
    this.size = size;
  }

  String file() {
    return file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      sha256.update(buffer, offset, read);
      count += read;
    }
    if (count > size || (read < 0 && count < size)) {
      throw new SourceChangedException(file, null);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    byte[] skipped = new byte[(int) Math.min(Math.max(bytes, 0), 8192)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads what is left, and tells the digest of all. */
  Digest finish() throws IOException {
    // One byte more than is left, to notice what has grown.
    byte[] buffer = new byte[(int) Math.min(MAX_BUFFER, size - count + 1)];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Reading is all that is wanted.
    }
    return Digest.finish(sha256);
  }
}
