package dev.orch.engine.report;

import dev.orch.engine.AppliedState;
import dev.orch.model.Digest;
import java.io.IOException;
import java.util.Optional;

/** Says what a home holds. */
@FunctionalInterface
public interface AppliedLookup {
  /**
   * What is in place, or nothing.
   *
   * @throws dev.orch.model.CorruptDataException when that cannot be understood
   */
  Optional<Applied> look() throws IOException;

  /**
   * A component in a revision.
   *
   * @param revision its number; 0 where it came from a local directory
   */
  record Applied(long revision, Digest digest) {
    /** What a home's inventory says. */
    public static Applied of(AppliedState state) {
      return new Applied(state.revision(), state.digest());
    }
  }
}
