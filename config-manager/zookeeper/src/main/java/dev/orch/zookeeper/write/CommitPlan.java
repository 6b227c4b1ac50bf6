package dev.orch.zookeeper.write;

import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.NewNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a commit adds to the store, before anything is written.
 *
 * @param components of the new revision, all of them
 * @param written the components that the new revision has to write something for
 */
record CommitPlan(
    RevisionName revision,
    SortedMap<LayerName, ComponentHead> components,
    List<NewComponent> written) {
  CommitPlan {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
    written = List.copyOf(written);
  }

  /**
   * A component whose manifest is new.
   *
   * @param files whose bytes are not held yet, each at its own place in the new revision
   * @param documents manifest and shards
   */
  record NewComponent(
      LayerName name, FileTree tree, List<StoredFile> files, List<NewNode> documents) {
    NewComponent {
      files = List.copyOf(files);
      documents = List.copyOf(documents);
    }

    private long bytes() {
      return fileBytes() + documents.stream().mapToLong(node -> node.data().length).sum();
    }

    private long fileBytes() {
      return files.stream().mapToLong(file -> file.entry().size()).sum();
    }
  }

  /** How many bytes it adds, files and manifests. */
  long bytesAdded() {
    return written.stream().mapToLong(NewComponent::bytes).sum();
  }

  long filesToWrite() {
    return written.stream().mapToLong(component -> component.files().size()).sum();
  }

  long fileBytesToWrite() {
    return written.stream().mapToLong(NewComponent::fileBytes).sum();
  }
}
