package dev.orch.engine;

import java.util.Arrays;

/** Marks what is only a signature so far. */
final class Unbuilt {
  private Unbuilt() {}

  @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"})
  static <T> T yet(Object... parts) {
    throw new UnsupportedOperationException("not built yet " + Arrays.toString(parts));
  }
}
