package dev.orch.testing;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A tree that remembers which of its files were read. */
public final class ReadRecorder implements FileTree {
  private final FileTree tree;
  private final List<String> read = new ArrayList<>();

  public ReadRecorder(FileTree tree) {
    this.tree = tree;
  }

  @Override
  public Manifest manifest() {
    return tree.manifest();
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    files.forEach(file -> read.add(file.path().value()));
    tree.read(files, sink);
  }

  /** The paths that were read, in order. */
  public List<String> read() {
    return List.copyOf(read);
  }
}
