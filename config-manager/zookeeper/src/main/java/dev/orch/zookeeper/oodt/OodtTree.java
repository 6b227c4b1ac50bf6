package dev.orch.zookeeper.oodt;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.connection.BulkReads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/** The files of one of OODT's components. OODT carries no permissions: none is executable. */
final class OodtTree implements FileTree {
  private final BulkReads bulk;
  private final Manifest manifest;
  private final Map<ConfigPath, String> znodes;

  OodtTree(BulkReads bulk, Manifest manifest, Map<ConfigPath, String> znodes) {
    this.bulk = bulk;
    this.manifest = manifest;
    this.znodes = Map.copyOf(znodes);
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    bulk.read(
        files.stream().map(this::item).iterator(),
        (file, bytes) -> {
          try (InputStream content = new ByteArrayInputStream(bytes)) {
            sink.accept(file, content);
          }
        });
  }

  private BulkReads.Item<FileEntry> item(FileEntry file) {
    String znode = Objects.requireNonNull(znodes.get(file.path()), "a file of this tree");
    return new BulkReads.Item<>(file, znode, (int) file.size());
  }
}
