package dev.orch.agent.health;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandRunner;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.HealthCheck;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Asks a component again and again until it is healthy, or its time is over. */
public final class HealthWatch {
  private static final System.Logger LOG = System.getLogger(HealthWatch.class.getName());

  private final InstanceIdentity identity;
  private final CommandRunner runner;
  private final Waiting waiting;

  /** Creates it; {@code runner} runs the checks that are commands. */
  public HealthWatch(InstanceIdentity identity, CommandRunner runner) {
    this(identity, runner, Waiting.REAL);
  }

  /** The same by another clock. */
  HealthWatch(InstanceIdentity identity, CommandRunner runner, Waiting waiting) {
    this.identity = identity;
    this.runner = runner;
    this.waiting = waiting;
  }

  /**
   * Returns once the component is healthy.
   *
   * @throws TriggerException when it was not by the deadline, with what the last attempt met
   */
  public void awaitHealthy(HealthCheck check, TriggerContext context)
      throws TriggerException, InterruptedException {
    Attempt attempt = attempt(check.probe(), context);
    long end = waiting.nanoTime() + check.deadline().toNanos();
    int successes = 0;
    String last = "it was not asked in time";
    TriggerException cause = null;
    while (true) {
      Duration left = Duration.ofNanos(end - waiting.nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw new TriggerException(
            String.format(
                "not healthy within %s: %s", seconds(check.deadline()), lastWord(successes, last)),
            cause);
      }
      try {
        attempt.run(atMost(left));
        successes++;
        if (successes == check.successes()) {
          LOG.log(Level.INFO, "healthy, {0} of {0} attempts succeeded", successes);
          return;
        }
      } catch (TriggerException e) {
        LOG.log(Level.DEBUG, "not healthy yet: {0}", e.getMessage());
        successes = 0;
        // One that the deadline cut short knows less than those before it.
        if (cause == null || end - waiting.nanoTime() > 0) {
          last = String.valueOf(e.getMessage());
          cause = e;
        }
      }
      pause(check.interval(), end);
    }
  }

  private static Duration atMost(Duration left) {
    return left.compareTo(HealthCheck.MAX_ATTEMPT) < 0 ? left : HealthCheck.MAX_ATTEMPT;
  }

  /**
   * Asks once.
   *
   * @throws TriggerException when it is not healthy, with what was found; one line
   */
  void ask(HealthCheck check, TriggerContext context)
      throws TriggerException, InterruptedException {
    attempt(check.probe(), context).run(atMost(check.deadline()));
  }

  private static String lastWord(int successes, String last) {
    return successes > 0
        ? "only the last " + successes + " attempts succeeded; before them, " + last
        : last;
  }

  private void pause(Duration interval, long end) throws InterruptedException {
    long left = end - waiting.nanoTime();
    waiting.await(Duration.ofNanos(Math.min(interval.toNanos(), Math.max(0, left))));
  }

  private Attempt attempt(HealthCheck.Probe probe, TriggerContext context) {
    if (probe instanceof HealthCheck.Probe.Http http) {
      return new HttpAttempt(http);
    } else if (probe instanceof HealthCheck.Probe.Tcp tcp) {
      return new TcpAttempt(tcp);
    }
    String line = ((HealthCheck.Probe.Command) probe).line();
    return limit -> runner.ask("health", line, limit, context, identity.variables(context));
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
