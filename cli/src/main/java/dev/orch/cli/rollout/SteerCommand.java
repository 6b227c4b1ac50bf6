package dev.orch.cli.rollout;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Head;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch rollout pause}, {@code resume} and {@code promote}. */
@Command
final class SteerCommand implements Callable<Integer> {
  private static final int MAX_TRIES = 100;

  private final Invocation invocation;
  private final Steering steering;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin ComponentOption component = new ComponentOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  SteerCommand(Invocation invocation, Steering steering) {
    this.invocation = invocation;
    this.steering = steering;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    ComponentName which = component.require(settings);
    try (Store connected = store.connect(settings)) {
      Head head = Known.project(connected.revisions(), name);
      Known.of("component", LayerName.of(which), head.components());
      ComponentRollouts rollouts = connected.rollouts().of(name, which);
      Rollout now = steer(head, which, rollouts);
      RolloutView view = new RolloutView(name, which, now, rollouts.progress(now));
      if (output.json()) {
        JsonWriter.object(invocation.out(), json -> RolloutFormat.write(json, view));
      } else {
        invocation
            .out()
            .line(
                String.format(
                    "%s/%s: the rollout of revision %d %s",
                    name,
                    which,
                    now.plan().revision(),
                    steering == Steering.RESUME ? steering.done() : "is " + steering.done()));
      }
    }
    return ExitCode.OK.code();
  }

  /** Again and again until nobody else changed it in between. */
  private Rollout steer(Head head, ComponentName which, ComponentRollouts rollouts)
      throws InterruptedException {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<StoredRollout> stored =
          rollouts
              .current()
              .filter(
                  it -> head.rollout(which).filter(it.rollout().plan().id()::equals).isPresent());
      if (stored.isEmpty() || stored.get().rollout().phase() == Phase.COMPLETE) {
        throw new RefusedException(
            "no rollout of " + which + " is under way", "See orch rollout status.");
      }
      Rollout rollout = stored.get().rollout();
      if (!steering.makesSense(rollout)) {
        throw new RefusedException(
            "the rollout of " + which + " has halted: " + rollout.reason(),
            "orch rollout promote goes on all the same, orch rollout abort goes back.");
      }
      Rollout next = steering.apply(rollout, rollouts.progress(rollout).failed().size());
      if (next.equals(rollout) || rollouts.replace(stored.get(), next)) {
        return next;
      }
    }
    throw new RefusedException(
        "the rollout of " + which + " changes all the time", "Try again in a moment.");
  }
}
