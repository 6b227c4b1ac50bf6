package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.Change;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * @param within the state of a versioned component in whose directory the paths of puts and deletes
 *     lie; null if they lie in the home itself
 * @param steps in the order in which they are done
 */
public record Plan(
    long revision,
    Digest digest,
    boolean previous,
    String originals,
    Reaction reaction,
    boolean specChanged,
    @Nullable Digest within,
    List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** What the steps change and ask for, or, when undoing, what taking them back does. */
  public ActionList actions(boolean undoing) {
    SortedMap<ConfigPath, FileEntry> before = new TreeMap<>();
    SortedMap<ConfigPath, FileEntry> after = new TreeMap<>();
    for (Step step : steps) {
      collect(step, before, after);
    }
    SortedSet<ConfigPath> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (ConfigPath path : paths) {
      FileEntry from = undoing ? after.get(path) : before.get(path);
      FileEntry to = undoing ? before.get(path) : after.get(path);
      change(from, to).ifPresent(changes::add);
    }
    return new ActionList(new ChangeList(changes, specChanged), reaction);
  }

  /** A file that changes its place, with the layout, has a step for each of the two. */
  private static void collect(
      Step step, Map<ConfigPath, FileEntry> before, Map<ConfigPath, FileEntry> after) {
    if (step instanceof Step.Put put) {
      Step.Former former = put.former();
      if (former != null) {
        before.putIfAbsent(put.path(), former.entry());
      }
      after.put(put.path(), put.after());
    } else if (step instanceof Step.Delete delete) {
      before.putIfAbsent(delete.path(), delete.former().entry());
    } else if (step instanceof Step.Note note) {
      before.put(note.path(), note.before());
      after.put(note.path(), note.after());
    } else if (step instanceof Step.Switched switched) {
      Step.Former former = switched.former();
      if (former != null) {
        before.put(switched.path(), former.entry());
      }
      FileEntry entry = switched.after();
      if (entry != null) {
        after.put(switched.path(), entry);
      }
    }
  }

  private static Optional<Change> change(@Nullable FileEntry from, @Nullable FileEntry to) {
    if (from == null && to != null) {
      return Optional.of(new Change.Added(to));
    } else if (to == null && from != null) {
      return Optional.of(new Change.Deleted(from));
    } else if (from != null && to != null && !from.equals(to)) {
      return Optional.of(new Change.Modified(from, to));
    }
    return Optional.empty();
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
