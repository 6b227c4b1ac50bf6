package dev.orch.publisher.scan;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.HashedBytes;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a scanned file are: kept since the scan, or still to be read again. */
final class ScannedFile {
  private final SourceFile found;
  private final @Nullable HashedBytes content;

  /** With its bytes; null when they were not kept. */
  ScannedFile(SourceFile found, @Nullable HashedBytes content) {
    this.found = found;
    this.content = content;
  }

  /**
   * Hands the bytes over.
   *
   * @throws SourceChangedException when they had to be read again and were others
   */
  void read(SourceTree source, FileEntry file, ContentSink sink)
      throws IOException, InterruptedException {
    if (content != null) {
      sink.accept(file, content.open());
      return;
    }
    try (InputStream in = source.open(found)) {
      MeasuredStream again = new MeasuredStream(in, found.path(), file.size());
      try {
        sink.accept(file, again);
      } catch (IOException e) {
        // A sink that checks the bytes itself may have noticed first.
        requireUnchanged(file, again, e);
        throw e;
      }
      requireUnchanged(file, again, null);
    }
  }

  private static void requireUnchanged(
      FileEntry file, MeasuredStream content, @Nullable IOException noticed) throws IOException {
    if (!content.finish().equals(file.digest())) {
      throw new SourceChangedException(content.file(), noticed);
    }
  }
}
