package dev.orch.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.LocalEffects;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A directory that an instance reads its files from, held by this process alone until it is closed.
 *
 * <p>orch's own files lie in {@code .orch}, which only orch writes to: whoever can replace that
 * directory can mislead orch. Everything else below the home may be changed by others at any time;
 * it is reached without following links, so that nothing outside is ever written.
 *
 * <p>Used by one thread at a time, {@link #sessionSlot} apart.
 */
public final class LocalHome implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LocalHome.class.getName());

  private final HomeOptions options;
  private final SecureRoot root;
  private final HomeEffects effects;
  private final HomeDocuments documents;
  private final HomeLock lock;
  private final SessionFile session;

  private LocalHome(HomeOptions options, SecureRoot root, HomeEffects effects, HomeLock lock) {
    this.options = options;
    this.root = root;
    this.effects = effects;
    this.lock = lock;
    this.documents = new HomeDocuments(root, effects);
    this.session = new SessionFile(root.path().resolve(OrchFiles.SESSION.value()));
  }

  /**
   * Takes the home's lock; makes the directory, and {@code .orch} in it, if it is not there. An
   * apply that was interrupted is left as it is: {@link Reconciler#recover} sees to it.
   *
   * @param home may be reached by links; they are resolved once, now
   * @throws RefusedException when this or another process holds the home, when it lies in another
   *     home or contains one, or when its file system cannot be used safely
   * @throws IOException when the directory cannot be made, read or written
   */
  public static LocalHome open(Path home, HomeOptions options) throws IOException {
    return open(home, options, UnaryOperator.identity());
  }

  /**
   * The same, but nothing when this or another process holds the home: whoever finds that it is
   * kept by someone else can then follow it by {@link HomeSnapshot}.
   *
   * @throws RefusedException for the other reasons of {@link #open}
   * @throws IOException when the directory cannot be made, read or written
   */
  public static Optional<LocalHome> openIfFree(Path home, HomeOptions options) throws IOException {
    try {
      return Optional.of(take(home, options, UnaryOperator.identity()));
    } catch (HomeHeldException e) {
      return Optional.empty();
    }
  }

  /** With effects that are watched on their way to the file system. */
  static LocalHome open(Path home, HomeOptions options, UnaryOperator<HomeEffects> watched)
      throws IOException {
    try {
      return take(home, options, watched);
    } catch (HomeHeldException e) {
      throw e.refused(home);
    }
  }

  private static LocalHome take(Path home, HomeOptions options, UnaryOperator<HomeEffects> watched)
      throws IOException, HomeHeldException {
    Path directory = realDirectory(home);
    SecureRoot root = SecureRoot.open(directory);
    try {
      return take(root, options, watched);
    } catch (IOException | HomeHeldException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  private static Path realDirectory(Path home) throws IOException {
    try {
      Files.createDirectories(home);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
    return home.toRealPath();
  }

  private static LocalHome take(
      SecureRoot root, HomeOptions options, UnaryOperator<HomeEffects> watched)
      throws IOException, HomeHeldException {
    Path orch = root.path().resolve(OrchFiles.ORCH.value());
    Path lockFile = root.path().resolve(OrchFiles.LOCK.value());
    boolean made = makeDirectory(orch);
    boolean fresh = !Files.exists(lockFile, NOFOLLOW_LINKS);
    HomeLock lock = HomeLock.take(lockFile);
    try {
      // After the lock file is there, so that of two nested homes opened at once one sees the
      // other.
      NestedHomes.refuseAround(root.path());
      if (fresh) {
        NestedHomes.refuseBelow(root);
      }
      Path scratch = root.path().resolve(OrchFiles.SCRATCH.value());
      makeDirectory(scratch);
      HomeEffects effects =
          new LocalEffects(root, OrchFiles.SCRATCH, defaultPermissions(scratch.resolve("probe")));
      return new LocalHome(options, root, watched.apply(effects), lock);
    } catch (IOException | RuntimeException e) {
      if (fresh) {
        Files.deleteIfExists(lockFile);
      }
      lock.close();
      if (made) {
        Files.deleteIfExists(orch);
      }
      throw e;
    }
  }

  private static boolean makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
        throw new RefusedException(
            directory + ": expected a directory, found another thing",
            "Remove it; orch keeps its own files there.",
            e);
      }
      return false;
    }
  }

  /** What the process's umask leaves a new file; Java cannot ask for the umask itself. */
  private static Set<PosixFilePermission> defaultPermissions(Path probe) throws IOException {
    Files.deleteIfExists(probe);
    Files.createFile(probe);
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(probe, NOFOLLOW_LINKS);
    Files.delete(probe);
    return permissions;
  }

  /** Where it is, links resolved. */
  public Path directory() {
    return root.path();
  }

  /**
   * What is in place, or nothing if orch never finished an apply here.
   *
   * @throws dev.orch.model.CorruptDataException when the inventory cannot be understood
   */
  public Optional<AppliedState> applied() throws IOException {
    return documents
        .inventory()
        .map(inventory -> new AppliedState(inventory.revision(), inventory.manifest()));
  }

  /**
   * Whether no apply was interrupted here: then what lies in the home stays as it is until this
   * process applies something.
   *
   * @throws IOException when that cannot be seen
   */
  public boolean isAtRest() throws IOException {
    return root.stat(OrchFiles.JOURNAL).isEmpty();
  }

  /** The file {@code .orch/session}; safe for use by several threads. */
  public SessionSlot sessionSlot() {
    return session;
  }

  /** The file {@code .orch/seen}. */
  public SeenMemory seenMemory() {
    return documents;
  }

  /** The file {@code .orch/stopped}. */
  public StoppedMark stoppedMark() {
    return documents;
  }

  HomeOptions options() {
    return options;
  }

  SecureRoot root() {
    return root;
  }

  HomeEffects effects() {
    return effects;
  }

  HomeDocuments documents() {
    return documents;
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try (lock) {
      root.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "home " + directory() + " was not closed in order", e);
    }
  }
}
