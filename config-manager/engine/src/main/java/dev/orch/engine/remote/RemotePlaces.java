package dev.orch.engine.remote;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.util.Optional;

/** Where things lie in a home that is not on this machine. */
final class RemotePlaces {
  /** Names the directory to read, as one line of UTF-8. */
  static final String CURRENT = "current";

  /** What a pointer that is not as orch left it is called in reports. */
  static final ConfigPath CURRENT_PATH = new ConfigPath(CURRENT);

  static final String STATES = ".orch/rev";
  static final String STAGES = ".orch/stage";

  private static final String INVENTORY = ".inventory";

  private RemotePlaces() {}

  /** The directory of a state; whole as soon as its inventory is there. */
  static String state(Digest digest) {
    return STATES + "/" + digest.hex();
  }

  static String inventory(Digest digest) {
    return state(digest) + INVENTORY;
  }

  /** The state that a name in {@link #STATES} belongs to; nothing if it is not one of orch's. */
  static Optional<Digest> stateOf(String name) {
    String hex =
        name.endsWith(INVENTORY) ? name.substring(0, name.length() - INVENTORY.length()) : name;
    try {
      return Optional.of(Digest.parse(hex));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
