package dev.orch.publisher.scan;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of small files scans may keep in memory, so that what was hashed and validated is
 * what is published, and need not be read again. The bytes themselves belong to the trees that were
 * scanned and go with them. Safe for use by several threads.
 */
public final class HeldContents {
  /** A file that is larger is read again when its bytes are wanted. */
  static final int MAX_FILE = 64 * 1024;

  private static final long MAX_TOTAL = 64L * 1024 * 1024;
  private static final int SHARE_OF_HEAP = 8;

  private final AtomicLong left;

  private HeldContents(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** For all scans of one command: 64 MiB together, less where there is little memory. */
  public static HeldContents bounded() {
    return upTo(Math.min(MAX_TOTAL, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  static HeldContents upTo(long bytes) {
    return new HeldContents(bytes);
  }

  /** Whether a file of this size is to be kept; if so, it counts from now on. */
  boolean admits(long size) {
    if (size > MAX_FILE) {
      return false;
    }
    long before = left.getAndUpdate(available -> available < size ? available : available - size);
    return before >= size;
  }
}
