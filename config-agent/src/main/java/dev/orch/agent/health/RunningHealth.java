package dev.orch.agent.health;

import dev.orch.engine.AppliedState;
import dev.orch.engine.LocalHome;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.rollout.HealthProbe;
import dev.orch.model.component.HealthCheck;
import dev.orch.model.component.Reaction;
import java.io.IOException;
import java.util.Optional;

/** Asks what runs on a home; what is kept stopped by command is not asked. */
public final class RunningHealth implements HealthProbe {
  private final LocalHome home;
  private final HealthWatch watch;

  /** Creates it from its parts. */
  public RunningHealth(LocalHome home, HealthWatch watch) {
    this.home = home;
    this.watch = watch;
  }

  @Override
  public Optional<HealthCheck> check() throws IOException {
    return home.stoppedMark().isSet()
        ? Optional.empty()
        : home.applied().flatMap(RunningHealth::checkOf);
  }

  private static Optional<HealthCheck> checkOf(AppliedState state) {
    return state.manifest().spec().healthCheck();
  }

  @Override
  public Optional<String> problem() throws IOException, InterruptedException {
    Optional<AppliedState> applied = home.applied();
    Optional<HealthCheck> check = applied.flatMap(RunningHealth::checkOf);
    if (check.isEmpty()) {
      return Optional.empty();
    }
    try {
      watch.ask(
          check.get(),
          TriggerContext.within(applied.get(), home.directory().toUri(), Reaction.NOTHING));
      return Optional.empty();
    } catch (TriggerException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
