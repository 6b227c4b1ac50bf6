package dev.orch.publisher.scan;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;

/**
 * A component as it was scanned. Bytes that the scan did not keep are read again when asked for,
 * and must be the same.
 */
final class ScannedTree implements FileTree {
  private final SourceTree source;
  private final Manifest manifest;
  private final Map<ConfigPath, ScannedFile> files;

  ScannedTree(SourceTree source, Manifest manifest, Map<ConfigPath, ScannedFile> files) {
    this.source = source;
    this.manifest = manifest;
    // As it is: it belongs to this tree alone, and may have tens of thousands.
    this.files = Collections.unmodifiableMap(files);
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void read(Collection<FileEntry> wanted, ContentSink sink)
      throws IOException, InterruptedException {
    for (FileEntry file : wanted) {
      ScannedFile found = files.get(file.path());
      if (found == null) {
        throw new IllegalArgumentException(file.path() + " is not a file of this tree");
      }
      found.read(source, file, sink);
    }
  }
}
