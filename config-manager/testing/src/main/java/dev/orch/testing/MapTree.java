package dev.orch.testing;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;

/** A tree whose bytes are held in memory. */
record MapTree(Manifest manifest, Map<ConfigPath, byte[]> contents) implements FileTree {
  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    for (FileEntry file : files) {
      byte[] content = contents.get(file.path());
      if (content == null) {
        throw new NoSuchFileException(file.path().value());
      }
      try (InputStream stream = new ByteArrayInputStream(content)) {
        sink.accept(file, stream);
      }
    }
  }
}
