package dev.orch.engine;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Step;
import dev.orch.model.Digest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flips the link to the current state, and back; can be repeated. */
final class CurrentLink {
  private static final Place LINK = OrchFiles.CURRENT;

  private final SecureRoot root;
  private final HomeEffects effects;
  private final Originals originals;
  private final TouchedDirectories touched;

  CurrentLink(
      SecureRoot root, HomeEffects effects, Originals originals, TouchedDirectories touched) {
    this.root = root;
    this.effects = effects;
    this.originals = originals;
    this.touched = touched;
  }

  void flip(Step.Flip flip) throws IOException {
    if (says(flip.to())) {
      return;
    }
    if (flip.aside() && root.stat(originals.place(LINK)).isEmpty()) {
      originals.take(LINK);
      touched.add(LINK.parent());
    }
    if (isEmpty() || says(flip.from())) {
      say(flip.to());
    } else if (flip.to() != null) {
      throw new IOException(flip.path() + ": was changed while the apply was under way");
    }
  }

  void takeBack(Step.Flip flip) throws IOException {
    if (flip.from() == null) {
      // What is not the link that was made, or was there before, is someone else's by now.
      if (flip.to() != null && says(flip.to())) {
        say(null);
      }
      if (flip.aside() && isEmpty() && root.stat(originals.place(LINK)).isPresent()) {
        effects.move(originals.place(LINK), LINK);
        touched.add(LINK.parent());
      }
    } else if (!says(flip.from())) {
      if (!isEmpty() && !says(flip.to())) {
        originals.take(LINK);
      }
      say(flip.from());
    }
  }

  private boolean isEmpty() throws IOException {
    return root.stat(LINK).isEmpty();
  }

  private boolean says(@Nullable Digest state) throws IOException {
    Optional<Digest> linked = root.linkTarget(LINK).flatMap(OrchFiles::linked);
    return state == null ? isEmpty() : linked.isPresent() && linked.get().equals(state);
  }

  private void say(@Nullable Digest state) throws IOException {
    if (state == null) {
      effects.delete(LINK);
    } else {
      effects.deleteTree(OrchFiles.NEXT_CURRENT);
      effects.symbolicLink(OrchFiles.NEXT_CURRENT, OrchFiles.linkTo(state));
      effects.move(OrchFiles.NEXT_CURRENT, LINK);
    }
    touched.add(LINK.parent());
  }
}
