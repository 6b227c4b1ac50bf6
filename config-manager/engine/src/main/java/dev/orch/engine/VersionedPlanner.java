package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Step;
import dev.orch.engine.state.Step.Former;
import dev.orch.model.Digest;
import dev.orch.model.component.DriftPolicy;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a desired state with a home, where the one, the other or both are versioned. Touches
 * nothing. Good for one plan.
 *
 * <p>Another state is another directory, so nothing that someone changed in the one before carries
 * over: bytes that are not orch's are kept in {@code .orch/originals}, unless the policy is {@code
 * heal}. Within a state, and for the link itself, the rules are those of {@link HomePlanner}.
 */
final class VersionedPlanner {
  /** Directories of states that stay beside the current one. */
  private static final int OLDER = 2;

  private final SecureRoot root;
  private final Inventory current;
  private final Manifest desired;
  private final HomeOptions options;
  private final boolean heal;
  private final FoundFiles found;

  private final List<Step> changes = new ArrayList<>();
  private final Map<ConfigPath, Stamp> unchanged = new HashMap<>();

  VersionedPlanner(SecureRoot root, Inventory current, Manifest desired, HomeOptions options) {
    this.root = root;
    this.current = current;
    this.desired = desired;
    this.options = options;
    this.heal = desired.spec().drift() == DriftPolicy.HEAL;
    this.found =
        new FoundFiles(
            root, Whereabouts.directory(current.manifest()), current, options.hashAlways());
  }

  HomePlan plan() throws IOException {
    Place directory = Whereabouts.directory(desired);
    boolean same = current.versioned() && current.manifest().digest().equals(desired.digest());
    if (same && (!heal || root.stat(directory).map(FileStat::isDirectory).orElse(false))) {
      return within(directory);
    }
    compare();
    return Whereabouts.isVersioned(desired) ? toVersioned() : toInPlace();
  }

  /** The state is the same: looks after its directory and the link to it. */
  private HomePlan within(Place directory) throws IOException {
    HomePlan files = new HomePlanner(root, directory, current, desired, options).plan();
    LinkPlan link = LinkPlan.of(root, true, desired.digest(), options.adopt());
    List<Step> steps = new ArrayList<>(files.steps());
    SortedSet<ConfigPath> inTheWay = new TreeSet<>(files.inTheWay());
    SortedSet<ConfigPath> drifted = new TreeSet<>(files.drifted());
    if (!link.says(desired.digest())) {
      if (heal) {
        // Whoever looks through the link finds no file of this state now, and all afterwards.
        desired.files().values().forEach(file -> steps.add(arrival(file)));
        steps.add(link.flip(desired.digest()));
        addObstruction(link, inTheWay);
      } else {
        drifted.add(OrchFiles.CURRENT_PATH);
      }
    }
    return new HomePlan(
        desired,
        steps,
        inTheWay,
        drifted,
        files.stamps(),
        new TreeSet<>(),
        desired.digest(),
        null,
        current.older());
  }

  private HomePlan toVersioned() throws IOException {
    List<Step> removals = current.versioned() ? List.of() : inPlaceRemovals();
    List<Step> steps = new ArrayList<>();
    removals.stream().filter(step -> isAtLink(step.path())).forEach(steps::add);
    boolean willBeFree = steps.stream().anyMatch(VersionedPlanner::freesLink);
    LinkPlan link =
        willBeFree
            ? new LinkPlan(null, false, false)
            : LinkPlan.of(root, current.versioned(), desired.digest(), options.adopt());
    steps.addAll(changes);
    if (!link.says(desired.digest())) {
      steps.add(link.flip(desired.digest()));
    }
    removals.stream().filter(step -> !isAtLink(step.path())).forEach(steps::add);
    SortedSet<ConfigPath> inTheWay = new TreeSet<>();
    addObstruction(link, inTheWay);
    Place former = Whereabouts.directory(current.manifest());
    return new HomePlan(
        desired,
        steps,
        inTheWay,
        new TreeSet<>(),
        Map.of(),
        new TreeSet<>(),
        null,
        new RevisionRecipe(desired, former, unchanged),
        older());
  }

  private List<Step> inPlaceRemovals() throws IOException {
    Manifest nothing = Manifest.of(List.of(), desired.spec());
    return new HomePlanner(root, Place.ROOT, current, nothing, options).plan().steps();
  }

  private static boolean freesLink(Step step) {
    return step.path().equals(OrchFiles.CURRENT_PATH);
  }

  private static boolean isAtLink(ConfigPath path) {
    return OrchFiles.CURRENT.contains(Place.of(path));
  }

  private HomePlan toInPlace() throws IOException {
    LinkPlan link = LinkPlan.of(root, true, null, options.adopt());
    boolean leaves = link.from() != null;
    HomePlanner planner = new HomePlanner(root, Place.ROOT, Inventory.EMPTY, desired, options);
    if (leaves) {
      planner.leaving(OrchFiles.CURRENT_PATH);
    }
    HomePlan files = planner.plan();
    // Until its files are at their new places, a reader shall find them at the old ones; only a
    // file that takes the link's own place cannot wait.
    boolean first = desired.files().keySet().stream().anyMatch(VersionedPlanner::isAtLink);
    List<Step> steps = new ArrayList<>(changes);
    if (leaves && first) {
      steps.add(link.flip(null));
    }
    steps.addAll(files.steps());
    if (leaves && !first) {
      steps.add(link.flip(null));
    }
    return new HomePlan(
        desired,
        steps,
        files.inTheWay(),
        files.drifted(),
        files.stamps(),
        files.directories(),
        null,
        null,
        older());
  }

  private static void addObstruction(LinkPlan link, SortedSet<ConfigPath> inTheWay) {
    if (link.obstructed()) {
      inTheWay.add(OrchFiles.CURRENT_PATH);
    }
  }

  /** Finds out which files are others by the flip, and which can be taken from the former state. */
  private void compare() throws IOException {
    boolean arriving = Whereabouts.isVersioned(desired);
    for (FileEntry want : desired.files().values()) {
      if (arriving) {
        compare(want, current.manifest().files().get(want.path()));
      }
    }
    for (FileEntry have : current.manifest().files().values()) {
      if (current.versioned() && !(arriving && desired.files().containsKey(have.path()))) {
        Former former = former(have);
        if (former != null) {
          changes.add(new Step.Switched(have.path(), former, null));
        }
      }
    }
  }

  private void compare(FileEntry want, @Nullable FileEntry have) throws IOException {
    Former former = have == null ? null : former(have);
    boolean same = former != null && FoundFiles.same(former.entry(), want);
    if (former != null && same) {
      unchanged.put(want.path(), former.stamp());
    }
    if (!current.versioned()) {
      // The file that lies in the home itself has a step of its own.
      changes.add(arrival(want));
    } else if (!same) {
      changes.add(new Step.Switched(want.path(), former, want));
    } else if (have != null && have.kind() != want.kind()) {
      changes.add(new Step.Note(have, want));
    }
  }

  /** A file of the current state as it is there; null if there is none. */
  private @Nullable Former former(FileEntry have) throws IOException {
    Optional<FileStat> stat = found.stat(have.path());
    if (stat.isEmpty() || !stat.get().isRegular()) {
      return null;
    }
    FileEntry actual = found.actual(have, have, stat.get());
    boolean edited = !actual.digest().equals(have.digest());
    return new Former(actual, stat.get().stamp(), edited && !heal);
  }

  private static Step arrival(FileEntry file) {
    return new Step.Switched(file.path(), null, file);
  }

  /** Who has resolved the link may go on reading while the next two states are applied. */
  private List<Digest> older() {
    List<Digest> older = new ArrayList<>();
    if (current.versioned()) {
      older.add(current.manifest().digest());
    }
    older.addAll(current.older());
    older.removeIf(desired.digest()::equals);
    return List.copyOf(older.subList(0, Math.min(OLDER, older.size())));
  }
}
