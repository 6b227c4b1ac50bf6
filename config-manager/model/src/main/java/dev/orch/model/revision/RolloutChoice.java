package dev.orch.model.revision;

import dev.orch.model.component.Canary;
import dev.orch.model.component.RolloutSpec;
import dev.orch.model.component.Share;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one commit goes out, where that is not as its components say. What is null is as they say.
 *
 * @param atOnce to all instances at once, whatever else is said
 */
public record RolloutChoice(
    boolean atOnce,
    @Nullable Share maxUnavailable,
    @Nullable Share canary,
    @Nullable Duration bake,
    @Nullable Integer maxFailures) {
  /** As the components say. */
  public static final RolloutChoice AS_SPECIFIED = new RolloutChoice(false, null, null, null, null);

  /** To all at once. */
  public static final RolloutChoice AT_ONCE = new RolloutChoice(true, null, null, null, null);

  /** What holds for a component that says this. */
  public Optional<RolloutSpec> over(Optional<RolloutSpec> spec) {
    boolean said = maxUnavailable != null || canary != null;
    if (atOnce || (spec.isEmpty() && !said)) {
      return Optional.empty();
    }
    RolloutSpec base = spec.orElse(RolloutSpec.DEFAULT);
    return Optional.of(
        new RolloutSpec(
            maxUnavailable == null ? base.maxUnavailable() : maxUnavailable,
            canary == null ? base.canary() : new Canary.Some(canary),
            bake == null ? base.bake() : bake,
            maxFailures == null ? base.maxFailures() : maxFailures));
  }
}
