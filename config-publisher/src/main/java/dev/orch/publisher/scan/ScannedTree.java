package dev.orch.publisher.scan;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component as it was scanned; its bytes are read again when asked for, and must be the same. */
final class ScannedTree implements FileTree {
  private final SourceTree source;
  private final Manifest manifest;
  private final Map<ConfigPath, SourceFile> files;

  ScannedTree(SourceTree source, Manifest manifest, Map<ConfigPath, SourceFile> files) {
    this.source = source;
    this.manifest = manifest;
    this.files = Map.copyOf(files);
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void read(Collection<FileEntry> wanted, ContentSink sink)
      throws IOException, InterruptedException {
    for (FileEntry file : wanted) {
      SourceFile found = files.get(file.path());
      if (found == null) {
        throw new IllegalArgumentException(file.path() + " is not a file of this tree");
      }
      try (InputStream in = source.open(found)) {
        MeasuredStream content = new MeasuredStream(in, found.path(), file.size());
        try {
          sink.accept(file, content);
        } catch (IOException e) {
          // A sink that checks the bytes itself may have noticed first.
          requireUnchanged(file, content, e);
          throw e;
        }
        requireUnchanged(file, content, null);
      }
    }
  }

  private static void requireUnchanged(
      FileEntry file, MeasuredStream content, @Nullable IOException noticed) throws IOException {
    if (!content.finish().equals(file.digest())) {
      throw new SourceChangedException(content.file(), noticed);
    }
  }
}
