package dev.orch.model.component;

import java.io.IOException;
import java.io.InputStream;

/** Takes the bytes of files, one file at a time. */
@FunctionalInterface
public interface ContentSink {
  /**
   * Reads the stream to its end; the caller closes it.
   *
   * @throws IOException when the bytes cannot be taken; ends the whole transfer
   */
  void accept(FileEntry file, InputStream content) throws IOException, InterruptedException;
}
