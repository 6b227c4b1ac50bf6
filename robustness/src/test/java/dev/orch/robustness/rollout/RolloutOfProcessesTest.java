package dev.orch.robustness.rollout;

import static dev.orch.robustness.rollout.ProcessFleet.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.InstanceId;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.rollout.Phase;
import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.ensemble.Member;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five agents as processes, one at a time in its turn. Some are killed, or paused for longer than
 * their session, and what their programs tell is judged from the outside.
 */
@Timeout(300)
final class RolloutOfProcessesTest {
  private static final int COUNT = 5;
  private static final InstanceId KILLED = id(0);
  private static final InstanceId PAUSED = id(3);
  private static final Map<String, String> LONG = Map.of("command.timeout", "PT5M");

  @TempDir private Path directory;

  private static long settle(ProcessFleet fleet) throws Exception {
    long first = fleet.publish("one", Map.of());
    for (int i = 0; i < COUNT; i++) {
      if (!fleet.isStarted(id(i))) {
        fleet.start(id(i));
      }
    }
    for (int i = 0; i < COUNT; i++) {
      fleet.awaitApplied(id(i), first);
    }
    fleet.log.settle();
    return first;
  }

  private static void assertOnlyDown(ProcessFleet fleet, InstanceId id) throws Exception {
    assertThat(fleet.log.down()).containsExactly(id);
    assertThat(fleet.progress().leases()).containsOnlyKeys(id);
  }

  private static void killAndStartAgain(ProcessFleet fleet) throws Exception {
    fleet.awaitDown(KILLED);
    fleet.agent(KILLED).kill();
    fleet.awaitSeenToBeGone(KILLED);
    assertOnlyDown(fleet, KILLED);
    fleet.start(KILLED);
    fleet.awaitReport(KILLED, InstanceStatus::live);
    assertOnlyDown(fleet, KILLED);
    fleet.release(KILLED);
  }

  private static void assertAllRun(ProcessFleet fleet, String content) throws IOException {
    for (int i = 0; i < COUNT; i++) {
      assertThat(fleet.content(id(i))).as(id(i).value()).isEqualTo(content);
    }
  }

  @Test
  void oneIsDownAtATimeThoughOneIsKilledAndOneSleepsInItsTurn() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ProcessFleet fleet =
            new ProcessFleet(server.connectString(), server.connectString(), directory, LONG)) {
      settle(fleet);
      fleet.holdStart(KILLED);
      fleet.holdStart(PAUSED);
      long second =
          fleet.publish("two", Map.of("maxUnavailable", "1", "canary", "1", "maxFailures", "1"));
      killAndStartAgain(fleet);

      fleet.awaitDown(PAUSED);
      fleet.pause(PAUSED);
      fleet.awaitSeenToBeGone(PAUSED);
      assertOnlyDown(fleet, PAUSED);
      assertThat(fleet.rollout().phase()).isEqualTo(Phase.ROLLING);
      // Its time is over; nobody begins before that is written down.
      fleet.change(rollout -> Fleet.withShortLeases(rollout).paused(true));
      fleet.awaitFailed(PAUSED);
      fleet.log.lost(PAUSED);
      fleet.change(rollout -> rollout.paused(false));
      fleet.awaitPhase(second, Phase.COMPLETE);

      fleet.release(PAUSED);
      fleet.agent(PAUSED).resume();
      for (int i = 0; i < COUNT; i++) {
        fleet.awaitApplied(id(i), second);
      }
      assertAllRun(fleet, "two");
      assertThat(fleet.log.stops(PAUSED)).isEqualTo(1);
      // What it came to in the end is health after all.
      fleet.await("all are healthy", () -> fleet.progress().healthy().size() == COUNT);
      assertThat(fleet.progress().failed()).isEmpty();
      fleet.log.assertAtMostDown(1);
      assertThat(fleet.leases.most()).isEqualTo(1);
    }
  }

  @Test
  void whoSleepsThroughItsTurnBeforeItStopsAnythingStopsNothingWhenItWakes() throws Exception {
    AtomicBoolean asleep = new AtomicBoolean();
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ProcessFleet fleet =
            new ProcessFleet(server.connectString(), server.connectString(), directory, LONG)) {
      fleet.start(PAUSED, wire.connectString());
      settle(fleet);
      // Asleep with its first request after it got its lease: by far not all of its bytes are here.
      wire.follow(
          request -> {
            if (!asleep.get() && fleet.holdsLease(PAUSED)) {
              fleet.pause(PAUSED);
              asleep.set(true);
            }
            return ZooKeeperWire.Fate.PASSES;
          });
      long second = fleet.publish("two", Map.of("maxUnavailable", "1"));
      fleet.await("it sleeps", asleep::get);
      fleet.awaitSeenToBeGone(PAUSED);
      assertThat(fleet.progress().leases()).containsOnlyKeys(PAUSED);
      assertThat(fleet.log.down()).isEmpty();

      fleet.change(Fleet::withShortLeases);
      fleet.awaitPhase(second, Phase.HALTED);
      assertThat(fleet.rollout().reason()).isEqualTo("1 failed, and at most 0 may");
      assertThat(fleet.progress().leases()).isEmpty();
      int stopped = fleet.log.lines().size();
      fleet.agent(PAUSED).resume();
      fleet.awaitReport(
          PAUSED,
          status ->
              status.live()
                  && status.report().state() == InstanceState.FAILED
                  && status.report().wantedRevision() == second);
      assertThat(fleet.content(PAUSED)).isEqualTo("one");
      assertThat(fleet.log.stops(PAUSED)).isZero();
      assertThat(fleet.log.lines()).hasSize(stopped);
      if (stopped > 0) {
        fleet.log.assertAtMostDown(1);
      }
      assertThat(fleet.leases.most()).isEqualTo(1);
    }
  }

  @Tag("full")
  @Test
  void whoDiesWhileItStopsAndComesBackTooLateRunsWhatItRanBefore() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ProcessFleet fleet =
            new ProcessFleet(server.connectString(), server.connectString(), directory, LONG)) {
      long first = settle(fleet);
      fleet.holdStop(KILLED);
      long second = fleet.publish("two", Map.of("maxUnavailable", "1", "canary", "1"));
      fleet.awaitDown(KILLED);
      fleet.agent(KILLED).kill();
      fleet.awaitSeenToBeGone(KILLED);
      fleet.change(Fleet::withShortLeases);
      fleet.awaitPhase(second, Phase.HALTED);
      fleet.release(KILLED);

      fleet.start(KILLED);
      fleet.await("it runs again", () -> fleet.log.down().isEmpty());
      fleet.awaitReport(
          KILLED,
          status ->
              status.live()
                  && status.report().state() == InstanceState.FAILED
                  && status.report().appliedRevision() == first);
      assertThat(fleet.content(KILLED)).isEqualTo("one");
      assertThat(fleet.log.lines()).noneMatch(line -> !line.contains(KILLED.value()));
    }
  }

  /** With the time limits that a rollout really has, on three servers of which one dies too. */
  @Tag("full")
  @Test
  void oneIsDownAtATimeThoughTheLeaderOfThreeServersDiesToo() throws Exception {
    Map<String, String> times =
        Map.of("command.timeout", "PT5S", "rollout.healthCheck.deadline", "PT3S");
    Ensemble ensemble = Ensemble.start(directory);
    try (ensemble) {
      Member leader = ensemble.leader().orElseThrow();
      String lasting =
          ensemble.members().stream()
              .filter(member -> member != leader)
              .findFirst()
              .orElseThrow()
              .link()
              .connectString();
      try (ProcessFleet fleet =
          new ProcessFleet(ensemble.connectString(), lasting, directory, times)) {
        settle(fleet);
        fleet.holdStart(KILLED);
        fleet.holdStart(PAUSED);
        long second =
            fleet.publish("two", Map.of("maxUnavailable", "1", "canary", "1", "maxFailures", "1"));
        fleet.awaitDown(KILLED);
        leader.kill();
        killAndStartAgain(fleet);
        leader.start();

        fleet.awaitDown(PAUSED);
        fleet.pause(PAUSED);
        fleet.release(PAUSED);
        // Nobody begins before it is written down that it is lost.
        fleet.change(rollout -> rollout.paused(true));
        assertThat(fleet.rollout().plan().leaseLimit()).hasSeconds(56);
        fleet.awaitFailed(PAUSED);
        fleet.log.lost(PAUSED);
        fleet.change(rollout -> rollout.paused(false));
        fleet.awaitPhase(second, Phase.COMPLETE);
        fleet.agent(PAUSED).resume();
        for (int i = 0; i < COUNT; i++) {
          fleet.awaitApplied(id(i), second);
        }
        assertAllRun(fleet, "two");
        assertThat(fleet.progress().leases()).isEmpty();
        assertThat(fleet.log.stops(PAUSED)).isEqualTo(1);
        fleet.log.assertAtMostDown(1);
      }
    }
  }
}
