package dev.orch.engine;

import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Step;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What brings a home to a desired state.
 *
 * @param desired state
 * @param steps in order; empty if the files are as desired
 * @param inTheWay what orch did not place and must not replace
 * @param drifted files of the desired state that someone else changed and that are left so
 * @param stamps of files that are as desired and are not touched
 * @param directories that will be there and were made by orch
 */
record HomePlan(
    Manifest desired,
    List<Step> steps,
    SortedSet<ConfigPath> inTheWay,
    SortedSet<ConfigPath> drifted,
    Map<ConfigPath, Stamp> stamps,
    SortedSet<ConfigPath> directories) {

  /** Whether any file or directory has to be touched. */
  boolean touchesFiles() {
    return !steps.stream().allMatch(Step.Note.class::isInstance);
  }

  /** By the rules of the desired state, the strongest reaction that any touched file asks for. */
  Reaction reaction() {
    return steps.stream()
        .filter(step -> step instanceof Step.Put || step instanceof Step.Delete)
        .map(step -> desired.spec().reactionTo(step.path()))
        .max(Comparator.naturalOrder())
        .orElse(Reaction.NOTHING);
  }

  List<Step.Put> puts() {
    return steps.stream().filter(Step.Put.class::isInstance).map(Step.Put.class::cast).toList();
  }
}
