package dev.orch.engine.standby;

import dev.orch.model.InstanceId;
import java.io.IOException;
import java.util.Optional;

/** Says whether another acts, so that this one must not. */
@FunctionalInterface
public interface Standby {
  /** Never: there is no other. */
  Standby NEVER = Optional::empty;

  /** Who acts, if it is another. */
  Optional<InstanceId> another() throws IOException, InterruptedException;
}
