package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.model.Digest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Removes the directories of states that are not current and need not be kept. */
final class OldRevisions {
  private static final Logger LOG = System.getLogger(OldRevisions.class.getName());

  private final SecureRoot root;
  private final HomeEffects effects;

  OldRevisions(LocalHome home) {
    this.root = home.root();
    this.effects = home.effects();
  }

  /**
   * Removes them, also what an earlier removal or an apply left half done. While an apply has a
   * journal nothing is removed. What cannot be removed is tried again by the next pass.
   *
   * @param inventory that names those that stay; so does the link, whatever it says
   */
  void remove(Optional<Inventory> inventory) {
    try {
      if (root.stat(OrchFiles.REVISIONS).map(FileStat::isDirectory).orElse(false)
          && root.stat(OrchFiles.JOURNAL).isEmpty()) {
        removeAllBut(staying(inventory));
      }
    } catch (IOException e) {
      Reasons.log(LOG, Level.WARNING, "old states in " + root.path() + " cannot be removed", e);
    }
  }

  private Set<String> staying(Optional<Inventory> inventory) throws IOException {
    Set<String> staying = new HashSet<>();
    if (inventory.isPresent()) {
      inventory.get().older().forEach(state -> staying.add(state.hex()));
      if (inventory.get().versioned()) {
        staying.add(inventory.get().manifest().digest().hex());
      }
    }
    root.linkTarget(OrchFiles.CURRENT)
        .flatMap(OrchFiles::linked)
        .map(Digest::hex)
        .ifPresent(staying::add);
    return staying;
  }

  private void removeAllBut(Set<String> staying) throws IOException {
    boolean empty = true;
    for (String name : root.list(OrchFiles.REVISIONS)) {
      if (staying.contains(name)) {
        empty = false;
      } else {
        effects.deleteTree(OrchFiles.REVISIONS.child(name));
      }
    }
    if (empty) {
      effects.removeDirectory(OrchFiles.REVISIONS);
    }
  }
}
