package dev.orch.engine.rollout;

import dev.orch.model.CorruptDataException;
import dev.orch.model.component.HealthCheck;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a canary for its health while it bakes. As many attempts in a row as make it healthy have to
 * fail to make it unhealthy. Used by the thread that makes the passes, so that it is never asked
 * while an apply or a command has it stopped.
 */
final class Vigil {
  private static final System.Logger LOG = System.getLogger(Vigil.class.getName());

  private final HealthProbe probe;
  private final LongSupplier nanoTime;
  private @Nullable String rollout;
  private long askedAt;
  private int failures;
  private @Nullable Duration next;

  Vigil(HealthProbe probe, LongSupplier nanoTime) {
    this.probe = probe;
    this.nanoTime = nanoTime;
  }

  /** No canary, or it does not bake. */
  void rest() {
    rollout = null;
    next = null;
  }

  /**
   * It bakes: asks, if it is time to.
   *
   * @param id of the rollout
   * @return why it is unhealthy
   */
  Optional<String> look(String id) throws InterruptedException {
    if (!id.equals(rollout)) {
      rollout = id;
      failures = 0;
      askedAt = nanoTime.getAsLong();
    }
    next = null;
    try {
      Optional<HealthCheck> check = probe.check();
      return check.isEmpty() ? Optional.empty() : look(check.get());
    } catch (IOException | CorruptDataException e) {
      // The pass meets it too, and reports it.
      LOG.log(Level.DEBUG, "a canary cannot be asked for its health", e);
      return Optional.empty();
    }
  }

  private Optional<String> look(HealthCheck check) throws IOException, InterruptedException {
    Duration left = check.interval().minusNanos(nanoTime.getAsLong() - askedAt);
    if (left.compareTo(Duration.ZERO) > 0) {
      next = left;
      return Optional.empty();
    }
    Optional<String> problem = probe.problem();
    askedAt = nanoTime.getAsLong();
    next = check.interval();
    failures = problem.isPresent() ? failures + 1 : 0;
    return problem.filter(it -> failures >= check.successes());
  }

  /** How long until it wants to look again. */
  Optional<Duration> next() {
    return Optional.ofNullable(next);
  }
}
