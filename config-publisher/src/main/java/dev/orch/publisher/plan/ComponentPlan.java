package dev.orch.publisher.plan;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a commit would change in one component.
 *
 * @param before as it is live; without files if it is not
 * @param after as it is to become; without files if it is to go
 */
public record ComponentPlan(
    ComponentName component,
    ComponentFate fate,
    FileTree before,
    FileTree after,
    ChangeList changes) {

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

  /** Whether more than half of its files go, or all of it. */
  public boolean losesMost() {
    return fate == ComponentFate.REMOVED
        || changes.deletedCount() > before.manifest().files().size() / 2.0;
  }
}
