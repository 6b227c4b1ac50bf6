package dev.orch.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Five hundred histories as chance has them: agents look, work, die and come back, leases run out,
 * people publish, pause and promote. The fleet itself checks each step.
 */
final class RolloutHistoryTest {
  private static final int STEPS = 250;

  static LongStream seeds() {
    long first = Long.getLong("orch.seed", 1);
    return LongStream.range(first, first + 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRulesHoldInEveryStepAndAQuietFleetComesToAnEnd(long seed) {
    Random random = new Random(seed);
    SimulatedFleet fleet = new SimulatedFleet(random);
    for (int i = 0; i < STEPS; i++) {
      String rollout = fleet.rollout.plan().id();
      Map<InstanceId, Digest> before = untouchedByAHalt(fleet);
      step(fleet, random);
      if (fleet.rollout.phase() == Phase.HALTED && fleet.rollout.plan().id().equals(rollout)) {
        assertThat(untouchedByAHalt(fleet)).as("a halt keeps").containsAllEntriesOf(before);
      }
    }
    settle(fleet);
  }

  /** What those run that no rollout has touched and that are where it found them. */
  private static Map<InstanceId, Digest> untouchedByAHalt(SimulatedFleet fleet) {
    Map<InstanceId, Digest> found = new HashMap<>();
    if (fleet.rollout.phase() == Phase.HALTED) {
      for (SimulatedFleet.Node node : fleet.nodes) {
        Digest applied = node.applied;
        if (applied != null
            && !fleet.touched.contains(node.id)
            && SimulatedFleet.knows(fleet.rollout, applied)
            && node.moving == null) {
          found.put(node.id, applied);
        }
      }
    }
    return found;
  }

  private static void step(SimulatedFleet fleet, Random random) {
    switch (random.nextInt(24)) {
      case 0 -> fleet.die(fleet.any());
      case 1, 2 -> fleet.revive(fleet.any());
      case 3 -> fleet.expire();
      case 4 -> {
        if (random.nextInt(12) == 0) {
          fleet.publishAgain();
        }
      }
      case 5 -> fleet.pause(random.nextInt(3) == 0);
      case 6 -> {
        if (random.nextInt(8) == 0) {
          fleet.promote();
        }
      }
      case 7 -> {
        if (fleet.nodes.size() < 20 && random.nextInt(4) == 0) {
          fleet.join();
        }
      }
      case 8, 9 -> fleet.advance();
      case 10 -> {
        fleet.sicken(fleet.any());
        fleet.advance();
      }
      case 11, 12, 13, 14 -> fleet.finish(fleet.any());
      default -> fleet.look(fleet.any());
    }
  }

  /** Nobody meddles any more and the dead stay dead: it halts or completes. */
  private static void settle(SimulatedFleet fleet) {
    fleet.pause(false);
    if (fleet.nodes.stream().noneMatch(node -> node.live)) {
      fleet.revive(fleet.any());
    }
    if (fleet.nodes.stream().noneMatch(node -> node.live)) {
      return;
    }
    for (int round = 0; round < 200 && !fleet.rollout.phase().isOver(); round++) {
      fleet.nodes.forEach(fleet::finish);
      fleet.nodes.forEach(fleet::look);
      fleet.expire();
      fleet.advance();
    }
    assertThat(fleet.rollout.phase()).isIn(Phase.HALTED, Phase.COMPLETE);
    for (int round = 0; round < 200 && fleet.anyCouldLeave(); round++) {
      fleet.nodes.forEach(fleet::finish);
      fleet.nodes.forEach(fleet::look);
      fleet.expire();
    }
    assertThat(fleet.anyCouldLeave()).as("who was found unhealthy has gone back").isFalse();
  }
}
