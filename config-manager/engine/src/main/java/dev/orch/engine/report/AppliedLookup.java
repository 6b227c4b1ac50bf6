package dev.orch.engine.report;

import dev.orch.engine.AppliedState;
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
  Optional<AppliedState> look() throws IOException;
}
