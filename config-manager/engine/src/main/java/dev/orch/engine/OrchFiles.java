package dev.orch.engine;

import dev.orch.engine.fs.Place;
import java.util.List;

/** Where orch keeps its own files in a home. */
final class OrchFiles {
  static final Place ORCH = new Place(".orch");

  /** Locked while a process holds the home; says which. */
  static final Place LOCK = ORCH.child("lock");

  static final Place INVENTORY = ORCH.child("inventory");
  static final Place JOURNAL = ORCH.child("journal");
  static final Place FAILED = ORCH.child("failed");
  static final Place SEEN = ORCH.child("seen");
  static final Place SESSION = ORCH.child("session");

  /** Everything that one apply needs, made before it and removed after it. */
  static final Place APPLY = ORCH.child("apply");

  static final Place PLAN = APPLY.child("plan");
  static final Place NEXT_INVENTORY = APPLY.child("inventory.next");
  static final Place FORMER_INVENTORY = APPLY.child("inventory.former");

  /** The bytes that a file will have, by the number of the step. */
  static final Place STAGED = APPLY.child("new");

  /** The bytes that a file had, by the number of the step. */
  static final Place SAVED = APPLY.child("old");

  /** What had to give way and is not orch's, for whoever made it. */
  static final Place ORIGINALS = ORCH.child("originals");

  /** Where directories are made before they are moved to their place. */
  static final Place SCRATCH = ORCH.child("scratch");

  /** Those that are replaced as a whole, while the home is held. */
  static final List<Place> DOCUMENTS = List.of(INVENTORY, JOURNAL, FAILED, SEEN);

  private OrchFiles() {}
}
