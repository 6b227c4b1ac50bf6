package dev.orch.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal;
import dev.orch.model.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a home is, without changing anything in it.
 *
 * @param state which of the things that a home can be
 * @param detail the holder, how far an apply came, or what is wrong; empty if nothing is to be said
 * @param revision what was applied last; 0 if nothing was, or it came from a local directory
 */
public record HomeCheckup(Path home, State state, String detail, long revision) {
  /** What a home can be. */
  public enum State {
    /** Not there; the first apply makes it. */
    MISSING,
    /** Something else than a directory is there. */
    NO_DIRECTORY,
    /** This user may not write to it. */
    NOT_WRITABLE,
    /** A process holds it, as an agent does. */
    HELD,
    /** An apply was interrupted; whoever opens it next goes on with that. */
    INTERRUPTED,
    /** What {@code .orch} says cannot be understood. */
    DAMAGED,
    /** Nobody holds it, and nothing is to be done. */
    AT_REST
  }

  /**
   * Looks.
   *
   * @throws IOException when the home cannot be read
   */
  public static HomeCheckup of(Path home) throws IOException {
    if (!Files.exists(home)) {
      return new HomeCheckup(home, State.MISSING, "", 0);
    }
    if (!Files.isDirectory(home)) {
      return new HomeCheckup(home, State.NO_DIRECTORY, "", 0);
    }
    Path real = home.toRealPath();
    Path orch = real.resolve(OrchFiles.ORCH.value());
    if (!Files.isWritable(real) || (Files.exists(orch, NOFOLLOW_LINKS) && !writable(orch))) {
      return new HomeCheckup(home, State.NOT_WRITABLE, "", 0);
    }
    Path lock = real.resolve(OrchFiles.LOCK.value());
    String holder = Files.isRegularFile(lock, NOFOLLOW_LINKS) ? holder(lock) : null;
    try (SecureRoot root = SecureRoot.open(real)) {
      return of(home, root, holder);
    } catch (CorruptDataException e) {
      return new HomeCheckup(home, State.DAMAGED, String.valueOf(e.getMessage()), 0);
    }
  }

  private static boolean writable(Path orch) {
    return Files.isDirectory(orch, NOFOLLOW_LINKS) && Files.isWritable(orch);
  }

  private static @Nullable String holder(Path lock) throws IOException {
    return HomeLock.holder(lock).orElse(null);
  }

  private static HomeCheckup of(Path home, SecureRoot root, @Nullable String holder)
      throws IOException {
    long revision = HomeDocuments.readInventory(root).map(Inventory::revision).orElse(0L);
    if (holder != null) {
      return new HomeCheckup(home, State.HELD, holder, revision);
    }
    return HomeDocuments.readJournal(root)
        .map(it -> new HomeCheckup(home, State.INTERRUPTED, progress(it), revision))
        .orElseGet(() -> new HomeCheckup(home, State.AT_REST, "", revision));
  }

  private static String progress(Journal journal) {
    return journal.phase() + (journal.direction() == Journal.Direction.BACK ? ", going back" : "");
  }
}
