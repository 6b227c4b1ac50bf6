package dev.orch.publisher.verify;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.ObservedTree;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.plan.ComponentStates;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads what is published, every byte, and compares it with what the manifests say. */
public final class PublishedBytes {
  private final Progress progress;
  private final List<Problem> damaged = new ArrayList<>();
  private int filesRead;

  PublishedBytes(Progress progress) {
    this.progress = progress;
  }

  /** The components of which something is not what its manifest says. */
  public static SortedSet<LayerName> damagedComponents(
      ComponentStates published, Predicate<LayerName> selected) throws InterruptedException {
    SortedSet<LayerName> damaged = new TreeSet<>();
    for (LayerName component : published.digests().keySet()) {
      if (selected.test(component)) {
        PublishedBytes bytes = new PublishedBytes(Progress.NONE);
        bytes.check(component, published);
        if (!bytes.damaged().isEmpty()) {
          damaged.add(component);
        }
      }
    }
    return damaged;
  }

  void check(LayerName component, ComponentStates published) throws InterruptedException {
    try {
      FileTree tree = new ObservedTree(published.tree(component), progress);
      tree.read(
          tree.manifest().files().values(), (file, content) -> compare(component, file, content));
    } catch (CorruptDataException e) {
      damaged.add(new Problem(component.value(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      damaged.add(new Problem(component.value(), "cannot be read: " + e.getMessage()));
    }
  }

  private void compare(LayerName component, FileEntry file, InputStream content)
      throws IOException {
    filesRead++;
    Digest found = Digest.of(content);
    if (!found.equals(file.digest())) {
      damaged.add(
          new Problem(
              component + "/" + file.path(),
              "expected bytes with digest "
                  + file.digest().abbreviated()
                  + ", found "
                  + found.abbreviated()));
    }
  }

  List<Problem> damaged() {
    return damaged;
  }

  int filesRead() {
    return filesRead;
  }
}
