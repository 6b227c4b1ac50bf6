package dev.orch.testing;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.io.IOException;
import java.util.Collection;

/**
 * A tree in the middle of whose transfer something happens.
 *
 * @param after how many files are handed over before it
 */
public record HookedTree(FileTree tree, int after, Hook hook) implements FileTree {
  /** What happens. */
  @FunctionalInterface
  public interface Hook {
    void run() throws InterruptedException;
  }

  @Override
  public Manifest manifest() {
    return tree.manifest();
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    int[] count = new int[1];
    tree.read(
        files,
        (file, content) -> {
          if (count[0]++ == after) {
            hook.run();
          }
          sink.accept(file, content);
        });
  }
}
