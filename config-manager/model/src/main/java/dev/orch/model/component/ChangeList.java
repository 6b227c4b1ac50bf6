package dev.orch.model.component;

import dev.orch.model.component.Change.Added;
import dev.orch.model.component.Change.Deleted;
import dev.orch.model.component.Change.Modified;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two manifests.
 *
 * @param changes in order of path, one for each path that differs
 * @param specChanged whether how the component is applied differs
 */
public record ChangeList(List<Change> changes, boolean specChanged) {
  public ChangeList {
    changes = List.copyOf(changes);
  }

  /** What turns {@code before} into {@code after}. */
  public static ChangeList between(Manifest before, Manifest after) {
    List<Change> changes = new ArrayList<>();
    SortedFiles.compare(
        before.files().values(),
        after.files().values(),
        FileEntry::path,
        (old, file) -> changes.add(change(old, file)));
    return new ChangeList(changes, !before.spec().equals(after.spec()));
  }

  private static Change change(@Nullable FileEntry old, @Nullable FileEntry file) {
    if (file != null) {
      return old == null ? new Added(file) : new Modified(old, file);
    }
    return new Deleted(Objects.requireNonNull(old));
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return changes.isEmpty() && !specChanged;
  }

  /** The files to be there afterwards that are not there now, in order of path. */
  public List<FileEntry> written() {
    List<FileEntry> written = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Added added) {
        written.add(added.after());
      } else if (change instanceof Modified modified) {
        written.add(modified.after());
      }
    }
    return written;
  }

  /** The paths of files that go, in order. */
  public List<ConfigPath> deleted() {
    return changes.stream().filter(Deleted.class::isInstance).map(Change::path).toList();
  }

  /** How many files are new. */
  public int addedCount() {
    return count(Added.class);
  }

  /** How many files are there before and after, but not the same. */
  public int modifiedCount() {
    return count(Modified.class);
  }

  /** How many files go. */
  public int deletedCount() {
    return count(Deleted.class);
  }

  private int count(Class<? extends Change> kind) {
    return (int) changes.stream().filter(kind::isInstance).count();
  }
}
