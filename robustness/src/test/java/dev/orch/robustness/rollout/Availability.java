package dev.orch.robustness.rollout;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Programs that a fleet of agents stops and starts, seen from the outside: how many are down at a
 * time, and who was when. A program is healthy unless its configuration says {@code bad}.
 */
final class Availability implements TriggerFactory {
  static final String TRIGGER = "acme.program";

  private final Set<InstanceId> down = new HashSet<>();
  private final Set<InstanceId> dead = new HashSet<>();
  private final List<InstanceId> order = new ArrayList<>();
  private final Map<InstanceId, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final Set<InstanceId> broken = ConcurrentHashMap.newKeySet();
  private int most;

  @Override
  public String name() {
    return TRIGGER;
  }

  @Override
  public Trigger create(TriggerSetup setup) {
    return new Program(setup.identity().instance());
  }

  /** The most that were ever down at a time. */
  synchronized int most() {
    return most;
  }

  /** Everyone that was ever stopped, in that order. */
  synchronized List<InstanceId> stopped() {
    return List.copyOf(order);
  }

  synchronized boolean isDown(InstanceId id) {
    return down.contains(id);
  }

  synchronized void forget() {
    order.clear();
    most = down.size();
  }

  /** The next stop of this one never comes to an end, until it is interrupted. */
  void hang(InstanceId id) {
    hanging.put(id, new CountDownLatch(1));
  }

  /** It does not start, whatever its configuration, until it is mended. */
  void breakDown(InstanceId id) {
    broken.add(id);
  }

  void mend(InstanceId id) {
    broken.remove(id);
  }

  /** Its machine is gone; nothing is to be expected of it. */
  synchronized void dead(InstanceId id) {
    down.remove(id);
    dead.add(id);
  }

  /** It is there again. */
  synchronized void alive(InstanceId id) {
    dead.remove(id);
    hanging.remove(id);
  }

  synchronized int count() {
    return order.size();
  }

  /** Some that are down now. */
  synchronized List<InstanceId> down() {
    return down.stream().sorted().toList();
  }

  private synchronized void stopped(InstanceId id) {
    if (dead.contains(id)) {
      return;
    }
    down.add(id);
    order.add(id);
    most = Math.max(most, down.size());
  }

  private synchronized void healthy(InstanceId id) {
    down.remove(id);
  }

  private final class Program implements Trigger {
    private final InstanceId id;

    Program(InstanceId id) {
      this.id = id;
    }

    @Override
    public void ensure(TriggerContext context) {}

    @Override
    public void prepare(TriggerContext context) throws InterruptedException {
      if (!context.undoing()) {
        stopped(id);
      }
      CountDownLatch latch = hanging.get(id);
      if (latch != null) {
        latch.await();
      }
    }

    @Override
    public void activate(TriggerContext context) throws TriggerException {
      try {
        Path configuration = Path.of(context.home()).resolve("etc/a.properties");
        if (broken.contains(id) || Files.readString(configuration).contains("bad")) {
          throw new TriggerException("it does not run on this", null);
        }
      } catch (IOException e) {
        throw new TriggerException("its configuration cannot be read", e);
      }
      healthy(id);
    }

    @Override
    public void undo(TriggerContext context) {
      healthy(id);
    }
  }
}
