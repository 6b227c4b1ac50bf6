package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Checks that a file is well-formed. Keeps no state between files; safe for several threads. */
@FunctionalInterface
public interface ContentCheck {
  /**
   * Reads as much of the stream as it needs, which may be less than all, and does not close it.
   *
   * @param file how the user knows it, for messages
   * @return what is wrong, each with its line and column; empty if nothing is
   * @throws IOException when the stream does
   */
  List<Problem> check(String file, InputStream content) throws IOException;

  /**
   * The name of a check that goes by the bytes alone, so that the same bytes need not be checked
   * twice; nothing if it goes by other files as well.
   */
  default Optional<String> lastingName() {
    return Optional.empty();
  }
}
