package dev.orch.cli.output;

import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.Change;
import dev.orch.model.component.FileEntry;
import dev.orch.model.settings.ByteSize;
import org.jspecify.annotations.Nullable;

/** Prints what differs at one path. */
public final class ChangeFormat {
  private ChangeFormat() {}

  /** One line: {@code + path (size)}, {@code ~ path (size -> size)} or {@code - path}. */
  public static String line(String prefix, Change change) {
    String path = Printable.of(prefix + change.path());
    if (change instanceof Change.Added added) {
      return "+ " + path + " (" + ByteSize.format(added.after().size()) + ")";
    }
    if (change instanceof Change.Modified modified) {
      return "~ " + path + " (" + modification(modified) + ")";
    }
    return "- " + path;
  }

  private static String modification(Change.Modified change) {
    if (change.contentChanged()) {
      return ByteSize.format(change.before().size())
          + " -> "
          + ByteSize.format(change.after().size());
    }
    if (change.before().executable() != change.after().executable()) {
      return change.after().executable() ? "executable now" : "not executable any more";
    }
    return CanonicalName.of(change.after().kind()) + " now";
  }

  /** The members of an object. */
  public static void write(JsonWriter json, Change change) {
    json.member("path", change.path().value());
    if (change instanceof Change.Added added) {
      sides(json.member("change", "added"), null, added.after());
    } else if (change instanceof Change.Modified modified) {
      sides(json.member("change", "modified"), modified.before(), modified.after());
    } else if (change instanceof Change.Deleted deleted) {
      sides(json.member("change", "deleted"), deleted.before(), null);
    }
  }

  private static void sides(
      JsonWriter json, @Nullable FileEntry before, @Nullable FileEntry after) {
    json.optional("before", before, ChangeFormat::entry)
        .optional("after", after, ChangeFormat::entry);
  }

  private static void entry(JsonWriter json, FileEntry file) {
    json.member("kind", CanonicalName.of(file.kind()))
        .member("size", file.size())
        .member("sha256", file.digest().hex())
        .member("executable", file.executable());
  }
}
