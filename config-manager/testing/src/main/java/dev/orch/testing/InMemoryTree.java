package dev.orch.testing;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** A stored tree, readable while its store is available. */
record InMemoryTree(InMemoryState state, FileTree stored) implements FileTree {
  @Override
  public Manifest manifest() {
    return stored.manifest();
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    for (FileEntry file : files) {
      state.requireAvailable();
      stored.read(List.of(file), sink);
    }
  }
}
