package dev.orch.engine;

import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory that an instance reads its files from, held by this process alone until it is closed.
 *
 * <p>Used by one thread at a time, {@link #close} and {@link #sessionSlot} apart.
 */
public final class LocalHome implements AutoCloseable {
  private final Path directory;
  private final HomeOptions options;

  private LocalHome(Path directory, HomeOptions options) {
    this.directory = directory;
    this.options = options;
  }

  /**
   * Takes the home's lock; makes the directory, and {@code .orch} in it, if it is not there. An
   * apply that was interrupted is left as it is: {@link Reconciler#recover} sees to it.
   *
   * @throws dev.orch.model.RefusedException when this or another process holds the home, when it
   *     lies in another home or contains one, or when its file system cannot be used safely
   * @throws IOException when the directory cannot be made, read or written
   */
  public static LocalHome open(Path home, HomeOptions options) throws IOException {
    return new LocalHome(home.toRealPath(), options);
  }

  /** Where it is, links resolved. */
  public Path directory() {
    return directory;
  }

  HomeOptions options() {
    return options;
  }

  /**
   * What is in place, or nothing if orch never finished an apply here.
   *
   * @throws dev.orch.model.CorruptDataException when the inventory cannot be understood
   */
  public Optional<AppliedState> applied() throws IOException {
    return Unbuilt.yet();
  }

  /** The file {@code .orch/session}. */
  public SessionSlot sessionSlot() {
    return Unbuilt.yet();
  }

  /** The file {@code .orch/seen}. */
  public SeenMemory seenMemory() {
    return Unbuilt.yet();
  }

  /** Gives the lock back. */
  @Override
  public void close() {}
}
