package dev.orch.publisher.scan;

import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.spec.ComponentDefinition;
import dev.orch.publisher.validate.ContentCheck;
import dev.orch.publisher.validate.ContentChecks;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads one file once: its digest, and whether its content is well-formed. */
record FileScan(SourceTree source, SourceFile file, ConfigPath path, ComponentDefinition definition)
    implements Callable<FileScan.Result> {

  /**
   * What came of it.
   *
   * @param entry absent when the file could not be read
   */
  record Result(@Nullable FileEntry entry, List<Problem> problems) {}

  @Override
  public Result call() {
    FileKind kind = definition.kindOf(path);
    Optional<ContentCheck> check =
        definition.validates(path) ? ContentChecks.of(path, kind) : Optional.empty();
    try (InputStream in = source.open(file)) {
      MeasuredStream content = new MeasuredStream(in, file.path(), file.size());
      List<Problem> problems =
          check.isPresent() ? check.get().check(ShownPath.of(file.path()), content) : List.of();
      Digest digest = content.finish();
      return new Result(
          new FileEntry(path, kind, digest, file.size(), file.executable()), problems);
    } catch (IOException e) {
      return new Result(null, List.of(unreadable(file, e)));
    }
  }

  static Problem unreadable(SourceFile file, IOException e) {
    return new Problem(
        ShownPath.of(file.path()),
        e instanceof SourceChangedException
            ? "changed while it was being read"
            : "cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage());
  }
}
