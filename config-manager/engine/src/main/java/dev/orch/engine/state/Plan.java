package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.Change;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Reaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that one apply does to a home, in order: {@code .orch/apply/plan}. Written before anything is
 * moved, and never changed.
 *
 * @param revision that is applied
 * @param digest of the component afterwards
 * @param previous whether there was an inventory before
 * @param originals name of the directory for what is kept
 * @param reaction that the steps ask for
 * @param specChanged whether how the component is applied changes
 * @param steps in the order in which they are done
 */
public record Plan(
    long revision,
    Digest digest,
    boolean previous,
    String originals,
    Reaction reaction,
    boolean specChanged,
    List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** What the steps change and ask for, or, when undoing, what taking them back does. */
  public ActionList actions(boolean undoing) {
    List<Change> changes = new ArrayList<>();
    for (Step step : steps) {
      change(step, undoing).ifPresent(changes::add);
    }
    changes.sort(Comparator.comparing(Change::path));
    return new ActionList(new ChangeList(changes, specChanged), reaction);
  }

  private static Optional<Change> change(Step step, boolean undoing) {
    if (step instanceof Step.Put put) {
      Step.Former former = put.former();
      return Optional.of(change(former == null ? null : former.entry(), put.after(), undoing));
    } else if (step instanceof Step.Delete delete) {
      return Optional.of(change(delete.former().entry(), null, undoing));
    } else if (step instanceof Step.Note note) {
      return Optional.of(change(note.before(), note.after(), undoing));
    }
    return Optional.empty();
  }

  private static Change change(
      @Nullable FileEntry before, @Nullable FileEntry after, boolean undoing) {
    FileEntry from = undoing ? after : before;
    FileEntry to = undoing ? before : after;
    if (from == null && to != null) {
      return new Change.Added(to);
    } else if (to == null && from != null) {
      return new Change.Deleted(from);
    } else if (from != null && to != null) {
      return new Change.Modified(from, to);
    }
    throw new IllegalArgumentException("a change has a file before or after");
  }

  /** The document. */
  public byte[] format() {
    return PlanFormat.format(this);
  }

  /**
   * From the document.
   *
   * @param place for messages
   * @throws CorruptDataException when it is not whole, not well-formed or of another format
   */
  public static Plan parse(String place, byte[] document) {
    return PlanFormat.parse(place, document);
  }
}
