package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Plan;
import dev.orch.engine.state.Step;
import dev.orch.engine.state.Step.Former;
import dev.orch.model.Digest;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.Optional;

/**
 * Does the steps of a plan. Each step looks first how far it has come, so that all of them can be
 * done again after a crash.
 */
final class Mover {
  private final SecureRoot root;
  private final HomeEffects effects;
  private final Plan plan;
  private final Inventory next;
  private final Place base;
  private final Place formerDirectory;
  private final Originals originals;
  private final TouchedDirectories touched;
  private final CurrentLink link;

  /**
   * Creates it from its parts.
   *
   * @param next the inventory that is to be
   * @param former the inventory that was
   */
  Mover(SecureRoot root, HomeEffects effects, Plan plan, Inventory next, Inventory former) {
    this.root = root;
    this.effects = effects;
    this.plan = plan;
    this.next = next;
    Digest within = plan.within();
    this.base = within == null ? Place.ROOT : OrchFiles.revision(within);
    this.formerDirectory = Whereabouts.directory(former.manifest());
    this.originals = new Originals(root, effects, plan.originals());
    this.touched = new TouchedDirectories(root, effects);
    this.link = new CurrentLink(root, effects, originals, touched);
  }

  static Place staged(int index) {
    return OrchFiles.STAGED.child(Integer.toString(index));
  }

  static Place saved(int index) {
    return OrchFiles.SAVED.child(Integer.toString(index));
  }

  /**
   * Does all steps, and syncs.
   *
   * @param again whether some may have been done already, by a process that died
   * @throws IOException when one cannot be done; some may have been
   */
  void move(boolean again) throws IOException {
    for (Step step : plan.steps()) {
      if (step instanceof Step.Put put) {
        put(put, again);
      } else if (step instanceof Step.Delete delete) {
        delete(delete);
      } else if (step instanceof Step.RemoveDirectory directory) {
        removeDirectory(directory);
      } else if (step instanceof Step.MakeDirectory directory) {
        makeDirectory(base.child(directory.path()));
      } else if (step instanceof Step.Aside aside) {
        aside(aside);
      } else if (step instanceof Step.Switched switched) {
        keepIfEdited(switched);
      } else if (step instanceof Step.Flip flip) {
        link.flip(flip);
      }
    }
    touched.sync();
  }

  private void put(Step.Put put, boolean again) throws IOException {
    Place place = base.child(put.path());
    Place staged = staged(put.index());
    Optional<FileStat> there = root.stat(place);
    if (again && root.stat(staged).isEmpty()) {
      if (!isPlaced(put, there)) {
        throw new IOException(put.path() + ": its new bytes are neither staged nor in place");
      }
      return;
    }
    if (there.isPresent()) {
      Former former = put.former();
      if (former == null || !there.get().isRegular()) {
        throw new IOException(put.path() + ": appeared while the apply was under way");
      }
      saveOriginal(put.index(), former, there.get());
    }
    effects.move(staged, place);
    touched.add(place.parent());
  }

  private boolean isPlaced(Step.Put put, Optional<FileStat> there) throws IOException {
    return there.isPresent() && isOurs(put, there.get());
  }

  /** Whether this is the file that the step puts in place. */
  private boolean isOurs(Step.Put put, FileStat there) throws IOException {
    if (!there.isRegular()) {
      return false;
    }
    boolean sameStamp = next.stamp(put.path()).map(there.stamp()::equals).orElse(false);
    return sameStamp
        || (there.size() == put.after().size()
            && root.digest(base.child(put.path())).equals(put.after().digest()));
  }

  private void saveOriginal(int index, Former former, FileStat there) throws IOException {
    boolean keep = former.keep();
    if (!there.stamp().equals(former.stamp())) {
      // Stopping the component can take minutes, in which it or others may write.
      Place place = base.child(former.entry().path());
      effects.deleteTree(saved(index));
      effects.link(place, saved(index));
      keep |= !root.digest(place).equals(former.entry().digest());
    }
    if (keep) {
      originals.keep(base.child(former.entry().path()));
    }
  }

  private void delete(Step.Delete delete) throws IOException {
    Place place = base.child(delete.path());
    Optional<FileStat> there = root.stat(place);
    if (there.isPresent() && there.get().isRegular()) {
      saveOriginal(delete.index(), delete.former(), there.get());
      effects.delete(place);
      touched.add(place.parent());
    }
  }

  private void removeDirectory(Step.RemoveDirectory directory) throws IOException {
    Place place = base.child(directory.path());
    if (!isDirectory(place)) {
      return;
    }
    try {
      effects.removeDirectory(place);
      touched.add(place.parent());
    } catch (DirectoryNotEmptyException e) {
      if (directory.required()) {
        throw new IOException(
            directory.path() + ": something was put into it while the apply was under way", e);
      }
    }
  }

  private boolean isDirectory(Place place) throws IOException {
    return root.stat(place).map(FileStat::isDirectory).orElse(false);
  }

  private void makeDirectory(Place place) throws IOException {
    if (!isDirectory(place)) {
      effects.makeDirectory(place);
      touched.add(place.parent());
    }
  }

  private void aside(Step.Aside aside) throws IOException {
    if (root.stat(originals.place(base.child(aside.path()))).isEmpty()) {
      originals.take(base.child(aside.path()));
      touched.add(base.child(aside.path()).parent());
    }
  }

  /** Its bytes stay where they are, but that directory goes some day. */
  private void keepIfEdited(Step.Switched switched) throws IOException {
    Place place = formerDirectory.child(switched.path());
    Former former = switched.former();
    Optional<FileStat> there = former == null ? Optional.empty() : root.stat(place);
    if (former != null && there.isPresent() && there.get().isRegular()) {
      boolean changed =
          !there.get().stamp().equals(former.stamp())
              && !root.digest(place).equals(former.entry().digest());
      if (former.keep() || changed) {
        originals.keep(place);
      }
    }
  }

  /**
   * Takes all steps back, those too that were never done, and syncs.
   *
   * @throws IOException when one cannot be taken back
   */
  void moveBack() throws IOException {
    for (int i = plan.steps().size() - 1; i >= 0; i--) {
      Step step = plan.steps().get(i);
      if (step instanceof Step.Put put) {
        takeBack(put);
      } else if (step instanceof Step.Delete delete) {
        restore(delete.index(), delete.former());
      } else if (step instanceof Step.RemoveDirectory directory) {
        makeDirectory(base.child(directory.path()));
      } else if (step instanceof Step.MakeDirectory directory) {
        removeDirectory(new Step.RemoveDirectory(directory.path(), false));
      } else if (step instanceof Step.Aside aside) {
        takeBack(aside);
      } else if (step instanceof Step.Switched switched) {
        originals.letGo(formerDirectory.child(switched.path()));
      } else if (step instanceof Step.Flip flip) {
        link.takeBack(flip);
      }
    }
    originals.prune();
    touched.sync();
  }

  private void takeBack(Step.Put put) throws IOException {
    if (root.stat(staged(put.index())).isPresent()) {
      return;
    }
    Place place = base.child(put.path());
    Optional<FileStat> there = root.stat(place);
    Former former = put.former();
    if (former != null) {
      if (there.isPresent() && there.get().isRegular() && !isOurs(put, there.get())) {
        keepUnlessFormer(former, there.get());
      }
      restore(put.index(), former);
    } else if (there.isPresent() && there.get().isRegular()) {
      if (!isOurs(put, there.get())) {
        originals.keep(place);
      }
      effects.delete(place);
      touched.add(place.parent());
    }
  }

  private void keepUnlessFormer(Former former, FileStat there) throws IOException {
    if (!there.stamp().equals(former.stamp())
        && !root.digest(base.child(former.entry().path())).equals(former.entry().digest())) {
      originals.keep(base.child(former.entry().path()));
    }
  }

  private void restore(int index, Former former) throws IOException {
    Place place = base.child(former.entry().path());
    if (root.stat(saved(index)).isPresent()) {
      effects.move(saved(index), place);
      touched.add(place.parent());
      originals.letGo(place);
      return;
    }
    Optional<FileStat> there = root.stat(place);
    boolean restored =
        there.isPresent()
            && there.get().isRegular()
            && root.digest(place).equals(former.entry().digest());
    if (!restored) {
      throw new IOException(former.entry().path() + ": its former bytes are gone");
    }
  }

  private void takeBack(Step.Aside aside) throws IOException {
    Place place = base.child(aside.path());
    if (root.stat(place).isEmpty()
        && root.stat(originals.place(base.child(aside.path()))).isPresent()) {
      effects.move(originals.place(base.child(aside.path())), place);
      touched.add(place.parent());
      touched.add(originals.place(base.child(aside.path())).parent());
    }
  }
}
