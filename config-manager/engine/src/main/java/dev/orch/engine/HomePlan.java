package dev.orch.engine;

import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Plan;
import dev.orch.engine.state.Step;
import dev.orch.model.Digest;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What brings a home to a desired state.
 *
 * @param desired state
 * @param steps in order; empty if the files are as desired
 * @param inTheWay what orch did not place and must not replace
 * @param drifted files of the desired state that someone else changed and that are left so
 * @param stamps of files that are as desired and are not touched
 * @param directories that will be there and were made by orch
 * @param within the state in whose directory the files lie that the steps put and delete; null if
 *     that is the home itself
 * @param recipe for the directory of the desired state; null if none has to be made
 * @param older states whose directories stay, newest first
 */
record HomePlan(
    Manifest desired,
    List<Step> steps,
    SortedSet<ConfigPath> inTheWay,
    SortedSet<ConfigPath> drifted,
    Map<ConfigPath, Stamp> stamps,
    SortedSet<ConfigPath> directories,
    @Nullable Digest within,
    @Nullable RevisionRecipe recipe,
    List<Digest> older) {

  /** Whether any file or directory has to be touched. */
  boolean touchesFiles() {
    return !steps.stream().allMatch(Step.Note.class::isInstance);
  }

  /** By the rules of the desired state, the strongest reaction that any touched file asks for. */
  Reaction reaction() {
    return steps.stream()
        .filter(step -> isChange(step))
        .map(step -> desired.spec().reactionTo(step.path()))
        .max(Comparator.naturalOrder())
        .orElse(Reaction.NOTHING);
  }

  private static boolean isChange(Step step) {
    return step instanceof Step.Put || step instanceof Step.Delete || step instanceof Step.Switched;
  }

  /** Its steps, as they are written down. */
  Plan plan(long revision, boolean previous, String originals, boolean specChanged) {
    return new Plan(
        revision, desired.digest(), previous, originals, reaction(), specChanged, within, steps);
  }

  /** The inventory that is to be. */
  Inventory inventory(long revision, Map<ConfigPath, Stamp> allStamps) {
    return new Inventory(revision, desired, directories, allStamps, older);
  }

  /** The directory that puts and deletes are relative to. */
  Place base() {
    return within == null ? Place.ROOT : OrchFiles.revision(within);
  }

  List<Step.Put> puts() {
    return steps.stream().filter(Step.Put.class::isInstance).map(Step.Put.class::cast).toList();
  }
}
