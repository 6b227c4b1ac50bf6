package dev.orch.publisher.plan;

import dev.orch.model.Digest;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a commit would change in one component.
 *
 * @param before as it is live; without files if it is not
 * @param after as it is to become; without files if it is to go
 * @param spec how the component is applied afterwards, whichever of its layers this is
 */
public record ComponentPlan(
    LayerName component,
    ComponentFate fate,
    FileTree before,
    FileTree after,
    ChangeList changes,
    ComponentSpec spec) {

  /** Roughly how many bytes are to be written: of files whose content the component lacks. */
  public long bytesToWrite() {
    Set<Digest> held =
        before.manifest().files().values().stream()
            .map(FileEntry::digest)
            .collect(Collectors.toSet());
    return changes.written().stream()
        .filter(file -> !held.contains(file.digest()))
        .mapToLong(FileEntry::size)
        .sum();
  }

  /**
   * Whether more than half of its files go, or all of it. A layer for some instances may go: files
   * that lie under it come back.
   */
  public boolean losesMost() {
    return !component.isOverride() && loses();
  }

  private boolean loses() {
    return fate == ComponentFate.REMOVED
        || changes.deletedCount() > before.manifest().files().size() / 2.0;
  }
}
