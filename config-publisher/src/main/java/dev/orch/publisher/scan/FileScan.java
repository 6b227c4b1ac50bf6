package dev.orch.publisher.scan;

import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.HashedBytes;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.spec.ComponentDefinition;
import dev.orch.publisher.statcache.KnownFiles;
import dev.orch.publisher.validate.ContentCheck;
import dev.orch.publisher.validate.ContentChecks;
import dev.orch.publisher.validate.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads one file once: its digest, whether its content is well-formed, and a small one's bytes. */
record FileScan(
    SourceTree source,
    SourceFile file,
    ConfigPath path,
    ComponentDefinition definition,
    Schemas schemas,
    HeldContents held,
    KnownFiles known)
    implements Callable<FileScan.Result> {

  /** What came of it. */
  sealed interface Result {}

  /** Something is wrong with it, or it could not be read. */
  record Refused(List<Problem> problems) implements Result {}

  /** It is sound. */
  record Sound(FileEntry entry, ScannedFile file) implements Result {}

  /** By which a file is sound that nothing is expected of. */
  private static final String UNCHECKED = "none";

  @Override
  public Result call() {
    FileKind kind = definition.kindOf(path);
    Optional<ContentCheck> check = ContentChecks.of(path, kind, definition.expects(path), schemas);
    Optional<String> lasting =
        check.isPresent() ? check.get().lastingName() : Optional.of(UNCHECKED);
    Optional<Digest> digest = lasting.flatMap(name -> known.digest(file, name));
    if (digest.isPresent()) {
      return result(kind, digest.get(), null, List.of());
    }
    Result result = read(kind, check);
    if (lasting.isPresent() && result instanceof Sound sound) {
      known.remember(file, lasting.get(), sound.entry().digest());
    }
    return result;
  }

  private Result read(FileKind kind, Optional<ContentCheck> check) {
    try (InputStream in = source.open(file)) {
      return held.admits(file.size()) ? keep(in, kind, check) : measure(in, kind, check);
    } catch (IOException e) {
      return new Refused(List.of(unreadable(file, e)));
    }
  }

  private Result keep(InputStream in, FileKind kind, Optional<ContentCheck> check)
      throws IOException {
    byte[] content = new byte[(int) file.size()];
    if (in.readNBytes(content, 0, content.length) < content.length || in.read() >= 0) {
      throw new SourceChangedException(file.path(), null);
    }
    HashedBytes hashed = HashedBytes.of(content);
    return result(kind, hashed.digest(), hashed, problems(check, hashed.open()));
  }

  private Result measure(InputStream in, FileKind kind, Optional<ContentCheck> check)
      throws IOException {
    MeasuredStream content = new MeasuredStream(in, file.path(), file.size());
    List<Problem> problems = problems(check, content);
    return result(kind, content.finish(), null, problems);
  }

  private List<Problem> problems(Optional<ContentCheck> check, InputStream content)
      throws IOException {
    return check.isPresent() ? check.get().check(ShownPath.of(file.path()), content) : List.of();
  }

  private Result result(
      FileKind kind, Digest digest, @Nullable HashedBytes content, List<Problem> problems) {
    return problems.isEmpty()
        ? new Sound(
            new FileEntry(path, kind, digest, file.size(), file.executable()),
            new ScannedFile(file, content))
        : new Refused(problems);
  }

  static Problem unreadable(SourceFile file, IOException e) {
    return new Problem(
        ShownPath.of(file.path()),
        e instanceof SourceChangedException
            ? "changed while it was being read"
            : "cannot be read: " + reason(e));
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
