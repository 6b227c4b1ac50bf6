package dev.orch.engine.remote;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Bytes on their way, summed up. */
final class CheckedContent extends InputStream {
  private final InputStream content;
  private final MessageDigest sha256 = Digest.newSha256();
  private final CRC32C crc32c = new CRC32C();
  private long size;

  CheckedContent(InputStream content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = content.read(buffer, offset, length);
    if (read > 0) {
      sha256.update(buffer, offset, read);
      crc32c.update(buffer, offset, read);
      size += read;
    }
    return read;
  }

  /** Of what was read; to be called once, at the end. */
  Digest digest() {
    return Digest.finish(sha256);
  }

  /** Of what was read so far. */
  int crc32c() {
    return (int) crc32c.getValue();
  }

  /**
   * At the end, whether all were the file's.
   *
   * @throws CorruptDataException when they were not
   */
  void verify(FileEntry file) {
    Digest found = digest();
    if (size != file.size() || !found.equals(file.digest())) {
      throw new CorruptDataException(
          file.path().value(),
          "expected "
              + file.size()
              + " bytes with SHA-256 "
              + file.digest()
              + ", found "
              + size
              + " with "
              + found,
          null);
    }
  }
}
