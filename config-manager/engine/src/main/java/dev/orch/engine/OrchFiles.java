package dev.orch.engine;

import dev.orch.engine.fs.Place;
import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.util.List;
import java.util.Optional;

/** Where orch keeps its own files in a home. */
final class OrchFiles {
  static final Place ORCH = new Place(".orch");

  /** Locked while a process holds the home; says which. */
  static final Place LOCK = ORCH.child("lock");

  static final Place INVENTORY = ORCH.child("inventory");
  static final Place JOURNAL = ORCH.child("journal");
  static final Place FAILED = ORCH.child("failed");
  static final Place SEEN = ORCH.child("seen");

  /** There while what runs on the home is to be kept stopped. */
  static final Place STOPPED = ORCH.child("stopped");

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

  /** Each state of a versioned component, by its digest; whole as soon as it has that name. */
  static final Place REVISIONS = ORCH.child("rev");

  /** Where such a state is built. */
  static final Place BUILT = APPLY.child("rev");

  /** A state that was found damaged and is built anew, out of the way. */
  static final Place REPLACED = APPLY.child("rev.replaced");

  /** Where a link is made before it is moved over {@link #CURRENT}. */
  static final Place NEXT_CURRENT = APPLY.child("current");

  /** What a drifted or obstructed link is called in reports. */
  static final ConfigPath CURRENT_PATH = new ConfigPath("current");

  /** The link to the state that a versioned component runs on. */
  static final Place CURRENT = Place.of(CURRENT_PATH);

  /** Where directories are made before they are moved to their place. */
  static final Place SCRATCH = ORCH.child("scratch");

  /** Those that are replaced as a whole, while the home is held. */
  static final List<Place> DOCUMENTS = List.of(INVENTORY, JOURNAL, FAILED, SEEN, STOPPED);

  private OrchFiles() {}

  /** The directory of one state of a versioned component. */
  static Place revision(Digest digest) {
    return REVISIONS.child(digest.hex());
  }

  /** What {@link #CURRENT} says when that state is current: relative, so that homes can move. */
  static String linkTo(Digest digest) {
    return revision(digest).value();
  }

  /** The state that such a link says; nothing if it is not one of orch's. */
  static Optional<Digest> linked(String target) {
    String prefix = REVISIONS.value() + "/";
    return target.startsWith(prefix)
        ? revisionName(target.substring(prefix.length()))
        : Optional.empty();
  }

  /** The state that a directory in {@link #REVISIONS} is called after. */
  static Optional<Digest> revisionName(String name) {
    try {
      return Optional.of(Digest.parse(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
