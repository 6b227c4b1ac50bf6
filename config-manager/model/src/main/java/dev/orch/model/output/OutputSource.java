package dev.orch.model.output;

import java.io.IOException;

/** Has what runs on an instance wrote. */
@FunctionalInterface
public interface OutputSource {
  /**
   * What was written after a place: of the same stream what is new, of another the last of it.
   *
   * @throws IOException when it cannot be read; the message is told to whoever asks
   */
  OutputPart after(OutputPlace place) throws IOException;
}
