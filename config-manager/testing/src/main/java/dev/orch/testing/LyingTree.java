package dev.orch.testing;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** A tree whose files all have other bytes than its manifest says, as when they just changed. */
public record LyingTree(FileTree tree, String text) implements FileTree {
  @Override
  public Manifest manifest() {
    return tree.manifest();
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    for (FileEntry file : files) {
      sink.accept(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
