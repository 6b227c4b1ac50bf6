package dev.orch.model.component;

import dev.orch.model.Progress;
import dev.orch.model.ProgressCounter;
import java.io.IOException;
import java.util.Collection;

/** A tree that tells how far each read of its files is. */
public final class ObservedTree implements FileTree {
  private final FileTree tree;
  private final Progress progress;

  /** The same files; the totals are those of one read. */
  public ObservedTree(FileTree tree, Progress progress) {
    this.tree = tree;
    this.progress = progress;
  }

  @Override
  public Manifest manifest() {
    return tree.manifest();
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    ProgressCounter counter =
        new ProgressCounter(
            progress, files.size(), files.stream().mapToLong(FileEntry::size).sum());
    tree.read(
        files,
        (file, content) -> {
          sink.accept(file, content);
          counter.done(file.size());
        });
  }
}
