package dev.orch.engine.rollout;

import dev.orch.model.component.HealthCheck;
import java.io.IOException;
import java.util.Optional;

/** Asks what runs whether it is healthy. Used by the thread that makes the passes. */
public interface HealthProbe {
  /** For components that cannot be asked. */
  HealthProbe NONE =
      new HealthProbe() {
        @Override
        public Optional<HealthCheck> check() {
          return Optional.empty();
        }

        @Override
        public Optional<String> problem() {
          return Optional.empty();
        }
      };

  /**
   * How what is in place is to be asked; nothing if it need not be healthy now.
   *
   * @throws dev.orch.model.CorruptDataException when what is in place cannot be understood
   */
  Optional<HealthCheck> check() throws IOException;

  /**
   * Asks once.
   *
   * @return why it is not healthy, one line
   * @throws dev.orch.model.CorruptDataException as {@link #check}
   */
  Optional<String> problem() throws IOException, InterruptedException;
}
