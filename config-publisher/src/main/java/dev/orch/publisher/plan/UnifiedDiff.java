package dev.orch.publisher.plan;

import dev.orch.model.component.Change;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.jspecify.annotations.Nullable;

/**
 * Shows what changes within files: unified diffs with three lines of context, read as UTF-8,
 * control characters escaped. Files above 1 MiB, and those that hold a NUL byte near their
 * beginning, are shown by size and digest only.
 */
public final class UnifiedDiff {
  private static final long MAX_TEXT = 1024 * 1024;
  private static final int BATCH = 16;

  private UnifiedDiff() {}

  /**
   * Hands over the differences, by path.
   *
   * @throws IOException when a tree cannot be read any more
   */
  public static void of(ComponentPlan plan, Consumer<FileDiff> consumer)
      throws IOException, InterruptedException {
    List<Change> changes = plan.changes().changes();
    for (int from = 0; from < changes.size(); from += BATCH) {
      List<Change> batch = changes.subList(from, Math.min(from + BATCH, changes.size()));
      Map<ConfigPath, byte[]> before = read(plan.before(), batch, UnifiedDiff::before);
      Map<ConfigPath, byte[]> after = read(plan.after(), batch, UnifiedDiff::after);
      for (Change change : batch) {
        String text = describe(plan.component() + "/", change, before, after);
        consumer.accept(new FileDiff(plan.component(), change.path(), text));
      }
    }
  }

  private static @Nullable FileEntry before(Change change) {
    if (change instanceof Change.Modified modified) {
      return modified.before();
    }
    return change instanceof Change.Deleted deleted ? deleted.before() : null;
  }

  private static @Nullable FileEntry after(Change change) {
    if (change instanceof Change.Modified modified) {
      return modified.after();
    }
    return change instanceof Change.Added added ? added.after() : null;
  }

  private static Map<ConfigPath, byte[]> read(
      FileTree tree, List<Change> changes, Function<Change, @Nullable FileEntry> side)
      throws IOException, InterruptedException {
    List<FileEntry> files =
        changes.stream()
            .map(side)
            .filter(Objects::nonNull)
            .filter(file -> file.size() <= MAX_TEXT)
            .toList();
    Map<ConfigPath, byte[]> contents = new HashMap<>();
    tree.read(files, (file, content) -> contents.put(file.path(), content.readAllBytes()));
    return contents;
  }

  private static String describe(
      String prefix,
      Change change,
      Map<ConfigPath, byte[]> oldContents,
      Map<ConfigPath, byte[]> newContents)
      throws IOException {
    FileEntry before = before(change);
    FileEntry after = after(change);
    byte[] old = before == null ? new byte[0] : oldContents.get(change.path());
    byte[] wanted = after == null ? new byte[0] : newContents.get(change.path());
    String header = header(prefix + change.path(), before, after);
    if (old == null || wanted == null || RawText.isBinary(old) || RawText.isBinary(wanted)) {
      return header + "binary: " + summary(before) + " -> " + summary(after) + "\n";
    }
    return header + modes(before, after) + hunks(old, wanted);
  }

  private static String header(String path, @Nullable FileEntry before, @Nullable FileEntry after) {
    return "--- "
        + (before == null ? "/dev/null" : "a/" + path)
        + "\n+++ "
        + (after == null ? "/dev/null" : "b/" + path)
        + "\n";
  }

  private static String summary(@Nullable FileEntry file) {
    return file == null ? "none" : file.size() + " bytes " + file.digest().abbreviated();
  }

  private static String modes(@Nullable FileEntry before, @Nullable FileEntry after) {
    StringBuilder modes = new StringBuilder();
    if (before != null && after != null) {
      if (before.executable() != after.executable()) {
        modes.append(after.executable() ? "executable now\n" : "not executable any more\n");
      }
      if (before.kind() != after.kind()) {
        modes.append(before.kind()).append(" before, ").append(after.kind()).append(" now\n");
      }
    }
    return modes.toString();
  }

  private static String hunks(byte[] before, byte[] after) throws IOException {
    RawText old = new RawText(before);
    RawText wanted = new RawText(after);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.format(
          new HistogramDiff().diff(RawTextComparator.DEFAULT, old, wanted), old, wanted);
      formatter.flush();
    }
    return escapeControls(out.toString(StandardCharsets.UTF_8));
  }

  /** What a file holds must not be able to rewrite the terminal that it is shown on. */
  private static String escapeControls(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (c == '\r') {
                escaped.append("\\r");
              } else if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.append((char) c);
              }
            });
    return escaped.toString();
  }
}
