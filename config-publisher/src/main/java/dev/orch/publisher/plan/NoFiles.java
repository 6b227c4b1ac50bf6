package dev.orch.publisher.plan;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.util.Collection;

/** A component that is not there. */
final class NoFiles implements FileTree {
  @Override
  public Manifest manifest() {
    return Manifest.EMPTY;
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink) {
    if (!files.isEmpty()) {
      throw new IllegalArgumentException("there is no file in a component that is not there");
    }
  }
}
