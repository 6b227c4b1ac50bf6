package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Step;
import dev.orch.model.Digest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is found where the link to the current state belongs, and what may be done about it.
 *
 * @param from the state that the link says; null if there is none, or one that is not orch's
 * @param aside whether something else is there that may be moved away
 * @param obstructed whether something else is there that may not
 */
record LinkPlan(@Nullable Digest from, boolean aside, boolean obstructed) {
  /**
   * Looks.
   *
   * @param placed whether orch has placed the link, so that whatever else is there came later
   * @param to the state that it is to say; a link to that may be taken over
   */
  static LinkPlan of(SecureRoot root, boolean placed, @Nullable Digest to, boolean adopt)
      throws IOException {
    Optional<FileStat> there = root.stat(OrchFiles.CURRENT);
    if (there.isEmpty()) {
      return new LinkPlan(null, false, false);
    }
    Optional<Digest> linked = root.linkTarget(OrchFiles.CURRENT).flatMap(OrchFiles::linked);
    if (linked.isPresent() && (placed || linked.equals(Optional.ofNullable(to)))) {
      return new LinkPlan(linked.get(), false, false);
    }
    boolean directory = there.get().isDirectory();
    boolean movable =
        (placed && !directory)
            || (adopt && !(directory && NestedHomes.isHome(root, OrchFiles.CURRENT)));
    return new LinkPlan(null, movable, !movable);
  }

  boolean says(Digest state) {
    return from != null && from.equals(state);
  }

  Step.Flip flip(@Nullable Digest to) {
    return new Step.Flip(OrchFiles.CURRENT_PATH, from, to, aside);
  }
}
