package dev.orch.cli.rollout;

import dev.orch.cli.invocation.UsageException;
import dev.orch.model.component.Share;
import dev.orch.model.revision.RolloutChoice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a commit goes out, where that is not as component.yaml says. */
public final class RolloutFlags {
  @Option(
      names = "--no-rollout",
      description = "To all instances at once, whatever component.yaml says.")
  boolean atOnce;

  @Option(
      names = "--max-unavailable",
      paramLabel = "N",
      description = "Roll out to so many instances at a time: 2, or 10%%.")
  @Nullable Share maxUnavailable;

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = "So many instances first, and the others when these are healthy: 1, or 5%%.")
  @Nullable Share canary;

  @Option(
      names = "--bake",
      paramLabel = "TIME",
      description = "How long to wait after the canaries are healthy.")
  @Nullable Duration bake;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "How many instances may fail before the rollout halts.")
  @Nullable Integer maxFailures;

  /**
   * What was said.
   *
   * @throws UsageException when it cannot be meant like that
   */
  public RolloutChoice choice() {
    RolloutChoice said = new RolloutChoice(atOnce, maxUnavailable, canary, bake, maxFailures);
    if (atOnce && !said.equals(RolloutChoice.AT_ONCE)) {
      throw new UsageException(
          "--no-rollout goes with no other option about rollouts",
          "Leave out the one or the others.");
    }
    if (maxUnavailable != null && maxUnavailable.amount() < 1) {
      throw new UsageException(
          "--max-unavailable: expected 1 or more, found " + maxUnavailable,
          "Say how many instances may be down at a time.");
    }
    if (maxFailures != null && maxFailures < 0) {
      throw new UsageException(
          "--max-failures: expected 0 or more, found " + maxFailures,
          "Say how many instances may fail.");
    }
    return said;
  }
}
