package dev.orch.zookeeper.read;

import dev.orch.zookeeper.connection.BulkReads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;

/** The parts of a large file, one after the other, a few of them fetched ahead. */
final class PartStream extends InputStream {
  private final BulkReads.Pull<Integer> parts;
  private byte[] current = {};
  private int position;

  PartStream(BulkReads.Pull<Integer> parts) {
    this.parts = parts;
  }

  @Override
  public int read() throws IOException {
    return fill() ? current[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, buffer, offset, count);
    position += count;
    return count;
  }

  /** Makes sure that there is a byte to take, or says that there is none left. */
  private boolean fill() throws IOException {
    while (position == current.length) {
      if (!parts.hasNext()) {
        return false;
      }
      try {
        current = parts.next();
        position = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      }
    }
    return true;
  }
}
