package dev.orch.publisher.scan;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of the desired tree is not any more what it was when the tree was scanned. */
public final class SourceChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  SourceChangedException(String file, @Nullable Throwable cause) {
    super(file + " changed while it was being read", cause);
  }
}
