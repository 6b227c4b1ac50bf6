package dev.orch.publisher.scan;

import dev.orch.model.Quoted;

/** Paths as they were found, made safe to show. */
final class ShownPath {
  private static final int LIMIT = 1024;

  private ShownPath() {}

  /** The path itself when it is harmless, otherwise quoted. */
  static String of(String path) {
    String quoted = Quoted.of(path, LIMIT);
    return quoted.length() == path.length() + 2 ? path : quoted;
  }
}
