package dev.orch.engine.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.OrchException;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutProgress;
import dev.orch.model.rollout.RolloutRules;
import dev.orch.model.rollout.Situation;
import dev.orch.model.rollout.StoredRollout;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves a rollout on while this instance leads, on a thread of its own, {@code orch-rollout}. Of
 * all agents of a component one leads, whichever came first; when it is gone, another does.
 *
 * <p>It looks every so often, and only while a rollout is under way: who leads reads a handful of
 * znodes then, the others one.
 */
final class Conductor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Conductor.class.getName());

  /**
   * How long and how often.
   *
   * @param leading between two looks of who leads
   * @param standingBy between two looks of the others
   * @param patience how long someone counts as connected who is not; agents that are restarted, or
   *     lose their session, come back
   */
  record Times(Duration leading, Duration standingBy, Duration patience) {
    static final Times USUAL =
        new Times(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  private final Supplier<ComponentRollouts> rollouts;
  private final InstanceId instance;
  private final Times times;
  private final Consumer<Rollout> halted;
  private final LongSupplier nanoTime;
  private final Map<InstanceId, Long> awaySince = new HashMap<>();
  private @Nullable String bakingOf;
  private long bakingSince;

  // Guarded by this.
  private boolean wanted;
  private boolean closed;
  private @Nullable Thread thread;

  /**
   * Creates it from its parts.
   *
   * @param halted told of a rollout that this one halted; must return at once
   */
  Conductor(
      Supplier<ComponentRollouts> rollouts,
      InstanceId instance,
      Times times,
      Consumer<Rollout> halted,
      LongSupplier nanoTime) {
    this.rollouts = rollouts;
    this.instance = instance;
    this.times = times;
    this.halted = halted;
    this.nanoTime = nanoTime;
  }

  /** There is a rollout under way; the first call starts the thread. Returns at once. */
  synchronized void wake() {
    if (closed) {
      return;
    }
    wanted = true;
    notifyAll();
    if (thread == null) {
      Thread started = new Thread(this::run, "orch-rollout");
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  private void run() {
    Duration wait = Duration.ZERO;
    try {
      while (await(wait)) {
        wait = tryStep();
      }
      rollouts.get().resign(instance);
    } catch (OrchException e) {
      LOG.log(Level.DEBUG, "who leads ends with the session", e);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "interrupted while a rollout was led", e);
    }
  }

  /** Zero means until someone wakes it. */
  private synchronized boolean await(Duration wait) throws InterruptedException {
    long end = nanoTime.getAsLong() + wait.toNanos();
    while (!closed) {
      if (wait.isZero()) {
        if (wanted) {
          break;
        }
        wait();
      } else {
        long left = end - nanoTime.getAsLong();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
    wanted = false;
    return !closed;
  }

  private Duration tryStep() throws InterruptedException {
    try {
      return step();
    } catch (OrchException e) {
      LOG.log(Level.INFO, "the rollout cannot be looked at now: {0}", e.getMessage());
      return times.standingBy();
    }
  }

  /**
   * Looks once.
   *
   * @return how long until the next look; zero if there is nothing to wait for
   */
  Duration step() throws InterruptedException {
    Optional<StoredRollout> stored = rollouts.get().current();
    if (stored.isEmpty()) {
      return Duration.ZERO;
    }
    Rollout rollout = stored.get().rollout();
    if (!rollouts.get().leads(instance)) {
      bakingOf = null;
      awaySince.clear();
      return rollout.phase().isOver() ? Duration.ZERO : times.standingBy();
    }
    RolloutProgress progress = rollouts.get().progress(rollout);
    boolean expired = expire(rollout, progress);
    Rollout next = RolloutRules.advance(rollout, situation(rollout, progress));
    if (!next.equals(rollout) && rollouts.get().replace(stored.get(), next)) {
      LOG.log(
          Level.INFO,
          "rollout of revision {0}: {1} {2}",
          rollout.plan().revision(),
          next.phase(),
          next.reason());
      if (next.phase() == Phase.HALTED) {
        halted.accept(next);
      }
    }
    if (next.phase().isOver() && progress.leases().isEmpty() && !expired) {
      rollouts.get().resign(instance);
      return Duration.ZERO;
    }
    return times.leading();
  }

  private Situation situation(Rollout rollout, RolloutProgress progress)
      throws InterruptedException {
    Map<InstanceId, Boolean> present = new HashMap<>();
    // Asked in order until one is there: whether anyone is waited for is all that matters then.
    boolean trying = rollout.phase() == Phase.CANARY;
    for (InstanceId id : progress.known()) {
      boolean open = !progress.healthy().contains(id) && !progress.failed().containsKey(id);
      if (open && !progress.leases().containsKey(id)) {
        present.put(id, isPresent(id));
        if (present.containsValue(true) && !trying) {
          break;
        }
      }
    }
    Set<InstanceId> leased =
        progress.leases().entrySet().stream()
            .filter(held -> held.getValue().lease().rollout().equals(rollout.plan().id()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return new Situation(
        progress.healthy(),
        progress.failed().keySet(),
        leased,
        progress.known(),
        id -> present.getOrDefault(id, false),
        baked(rollout));
  }

  private boolean isPresent(InstanceId id) throws InterruptedException {
    if (rollouts.get().isLive(id)) {
      awaySince.remove(id);
      return true;
    }
    long now = nanoTime.getAsLong();
    long since = awaySince.computeIfAbsent(id, it -> now);
    return now - since < times.patience().toNanos();
  }

  private Duration baked(Rollout rollout) {
    if (rollout.phase() != Phase.BAKING) {
      bakingOf = null;
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    if (!rollout.plan().id().equals(bakingOf)) {
      bakingOf = rollout.plan().id();
      bakingSince = now;
    }
    return Duration.ofNanos(now - bakingSince);
  }

  /** Whether a lease was taken away, or may have to be soon. */
  private boolean expire(Rollout rollout, RolloutProgress progress) throws InterruptedException {
    boolean any = false;
    for (Map.Entry<InstanceId, RolloutProgress.Held> held : progress.leases().entrySet()) {
      if (rollouts.get().isLive(held.getKey())) {
        continue;
      }
      any = true;
      Instant end = held.getValue().since().plus(rollout.plan().leaseLimit());
      if (rollouts.get().serverTime().isAfter(end)) {
        LOG.log(Level.WARNING, "{0} was not heard of any more in its turn", held.getKey());
        rollouts
            .get()
            .expire(
                held.getKey(),
                held.getValue().lease(),
                "not heard of any more for " + rollout.plan().leaseLimit().toSeconds() + " s");
      }
    }
    return any;
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      notifyAll();
      running = thread;
    }
    if (running != null) {
      try {
        running.join(TimeUnit.SECONDS.toMillis(5));
        running.interrupt();
      } catch (InterruptedException e) {
        running.interrupt();
        Thread.currentThread().interrupt();
      }
    }
  }
}
