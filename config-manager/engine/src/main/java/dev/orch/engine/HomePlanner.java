package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Step;
import dev.orch.engine.state.Step.Former;
import dev.orch.model.component.DriftPolicy;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a desired state with what the inventory says and with what is really there. Touches
 * nothing. Good for one plan.
 *
 * <p>What it does with files that someone else changed:
 *
 * <ul>
 *   <li>one that the desired state does not change is left as it is and called drifted, or, by the
 *       policy {@code heal}, put back;
 *   <li>one that the desired state changes or removes gives way, since what was published is what
 *       shall run; unless the policy is {@code heal}, its bytes are kept in {@code
 *       .orch/originals};
 *   <li>a file, link or directory in the way that orch never placed stays and blocks the plan,
 *       unless it has the desired bytes already, or may be adopted.
 * </ul>
 */
final class HomePlanner {
  private final FoundFiles files;
  private final Inventory current;
  private final Manifest desired;
  private final HomeOptions options;
  private final boolean heal;
  private final DirectoryPlanner directories;

  private final List<Step> deletes = new ArrayList<>();
  private final List<Step> puts = new ArrayList<>();
  private final List<Step> notes = new ArrayList<>();
  private final Map<String, ConfigPath> deletedByCollisionKey = new HashMap<>();
  private final SortedSet<ConfigPath> inTheWay = new TreeSet<>();
  private final SortedSet<ConfigPath> drifted = new TreeSet<>();
  private final Map<ConfigPath, Stamp> stamps;
  private final Set<ConfigPath> leaving = new HashSet<>();
  private int nextIndex;

  /**
   * Creates it from its parts.
   *
   * @param base the directory that all paths are relative to
   */
  HomePlanner(
      SecureRoot root, Place base, Inventory current, Manifest desired, HomeOptions options) {
    this.files = new FoundFiles(root, base, current, options.hashAlways());
    this.current = current;
    this.desired = desired;
    this.options = options;
    this.heal = desired.spec().drift() == DriftPolicy.HEAL;
    this.directories =
        new DirectoryPlanner(root, base, current, desired, options.adopt(), inTheWay);
    this.stamps = new HashMap<>(2 * desired.files().size());
  }

  /** What is at this path will be gone when the steps of the plan are done. */
  HomePlanner leaving(ConfigPath path) {
    leaving.add(path);
    directories.willDelete(path);
    return this;
  }

  HomePlan plan() throws IOException {
    for (FileEntry have : current.manifest().files().values()) {
      if (!desired.files().containsKey(have.path())) {
        remove(have);
      }
    }
    for (FileEntry want : desired.files().values()) {
      want(want, current.manifest().files().get(want.path()));
    }
    directories.removeUnneeded();
    List<Step> steps = new ArrayList<>(deletes);
    steps.addAll(directories.removals());
    steps.addAll(directories.asides());
    steps.addAll(directories.made());
    steps.addAll(puts);
    steps.addAll(notes);
    return new HomePlan(
        desired, steps, inTheWay, drifted, stamps, directories.afterwards(), null, null, List.of());
  }

  private void remove(FileEntry have) throws IOException {
    Optional<FileStat> stat = files.stat(have.path());
    if (stat.isEmpty() || !stat.get().isRegular()) {
      // Gone already, or something else that is not orch's to remove.
      return;
    }
    FileEntry actual = files.actual(have, have, stat.get());
    boolean keep = !heal && !actual.digest().equals(have.digest());
    deletes.add(new Step.Delete(nextIndex++, new Former(actual, stat.get().stamp(), keep)));
    directories.willDelete(have.path());
    deletedByCollisionKey.put(have.path().collisionKey(), have.path());
  }

  private void want(FileEntry want, @Nullable FileEntry have) throws IOException {
    Optional<FileStat> stat =
        directories.isParentMade(want.path()) || leaving.contains(want.path())
            ? Optional.empty()
            : files.stat(want.path());
    boolean unchanged = have != null && FoundFiles.same(have, want);
    if (stat.isPresent() && stat.get().isRegular()) {
      wantInPlaceOf(want, have, stat.get());
    } else if (unchanged && !heal) {
      drifted.add(want.path());
    } else if (stat.isEmpty()) {
      put(want, null);
    } else if (stat.get().isDirectory()) {
      if (directories.makeWayAt(want.path())) {
        put(want, null);
      }
    } else if (have != null || options.adopt()) {
      directories.aside(want.path());
      put(want, null);
    } else {
      inTheWay.add(want.path());
    }
  }

  private void wantInPlaceOf(FileEntry want, @Nullable FileEntry have, FileStat stat)
      throws IOException {
    if (have == null && isAnotherSpellingOfADeleted(want.path(), stat)) {
      put(want, null);
      return;
    }
    FileEntry actual = files.actual(want, have, stat);
    if (FoundFiles.same(actual, want)) {
      stamps.put(want.path(), stat.stamp());
      if (have != null && have.kind() != want.kind()) {
        notes.add(new Step.Note(have, want));
      }
    } else if (have == null) {
      boolean sameBytes = actual.digest().equals(want.digest());
      if (sameBytes || options.adopt()) {
        put(want, new Former(actual, stat.stamp(), !sameBytes));
      } else {
        inTheWay.add(want.path());
      }
    } else if (!FoundFiles.same(have, want)) {
      boolean edited = !actual.digest().equals(have.digest());
      put(want, new Former(actual, stat.stamp(), edited && !heal));
    } else if (heal) {
      put(want, new Former(actual, stat.stamp(), false));
    } else {
      drifted.add(want.path());
    }
  }

  private void put(FileEntry want, @Nullable Former former) throws IOException {
    if (directories.ensureParent(want.path())) {
      puts.add(new Step.Put(nextIndex++, want, former));
    }
  }

  /**
   * On a file system that ignores case, a file that is only spelt anew is found in its own way. The
   * old spelling is deleted first, and that is the same file.
   */
  private boolean isAnotherSpellingOfADeleted(ConfigPath path, FileStat stat) throws IOException {
    ConfigPath deleted = deletedByCollisionKey.get(path.collisionKey());
    if (deleted == null) {
      return false;
    }
    Optional<FileStat> other = files.stat(deleted);
    return other.isPresent() && other.get().stamp().equals(stat.stamp());
  }
}
