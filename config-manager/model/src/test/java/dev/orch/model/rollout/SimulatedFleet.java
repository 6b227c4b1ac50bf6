package dev.orch.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.revision.ComponentHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A fleet and its store in memory, which follow the rules step by step as chance has it. */
final class SimulatedFleet {
  /** One instance and its agent. */
  static final class Node {
    final InstanceId id;
    @Nullable Digest applied;
    boolean live = true;

    /** The rollout whose target its agent found unhealthy; it forgets that when it dies. */
    @Nullable String unhealthyWith;

    /** What it moves to, by a lease; what it ran may be stopped. */
    @Nullable ComponentState moving;

    Node(InstanceId id, @Nullable Digest applied) {
      this.id = id;
      this.applied = applied;
    }
  }

  record Lease(InstanceId holder, String rollout) {}

  final Random random;
  final List<Node> nodes = new ArrayList<>();
  final Map<Integer, Lease> leases = new HashMap<>();
  final Set<InstanceId> healthy = new HashSet<>();
  final Set<InstanceId> failed = new HashSet<>();
  final Set<InstanceId> touched = new HashSet<>();
  Rollout rollout;
  boolean bad;
  int baked;
  private int number;

  SimulatedFleet(Random random) {
    this.random = random;
    ComponentState first = state("0");
    int count = 2 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(id(), first.own().digest()));
    }
    rollout = begin(first, List.of());
  }

  private InstanceId id() {
    return new InstanceId("node-" + (100 + nodes.size()));
  }

  static ComponentState state(String content) {
    return ComponentState.of(
        new ComponentName("c"),
        new ComponentHead(Digest.of(content.getBytes(StandardCharsets.UTF_8)), "at-" + content));
  }

  private Rollout begin(ComponentState stable, List<ComponentState> superseded) {
    number++;
    List<InstanceId> live =
        nodes.stream().filter(node -> node.live).map(node -> node.id).sorted().toList();
    int canaries = random.nextInt(3);
    Rollout.Plan plan =
        new Rollout.Plan(
            "r" + number,
            number,
            state(Integer.toString(number)),
            number - 1,
            stable,
            superseded,
            1 + random.nextInt(4),
            random.nextInt(4) == 0,
            random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(2),
            Duration.ofSeconds(60));
    healthy.clear();
    failed.clear();
    touched.clear();
    baked = 0;
    bad = random.nextInt(3) == 0;
    return new Rollout(
        plan,
        new TreeSet<>(live.subList(0, Math.min(canaries, live.size()))),
        canaries == 0 || live.isEmpty() ? Phase.ROLLING : Phase.CANARY,
        false,
        random.nextInt(3),
        "");
  }

  void publishAgain() {
    Rollout.Plan plan = rollout.plan();
    if (rollout.phase() == Phase.COMPLETE) {
      rollout = begin(plan.target(), List.of());
    } else {
      List<ComponentState> superseded = new ArrayList<>(plan.superseded());
      superseded.add(plan.target());
      rollout = begin(plan.stable(), superseded);
    }
  }

  void join() {
    Digest old = random.nextBoolean() ? null : state("very old").own().digest();
    nodes.add(new Node(id(), old));
  }

  Node any() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private Member.Running running(Node node) {
    Digest applied = node.applied;
    if (applied == null) {
      return Member.Running.NOTHING;
    }
    if (applied.equals(rollout.plan().target().own().digest())) {
      return Member.Running.TARGET;
    }
    return knows(rollout, applied) ? Member.Running.KNOWN : Member.Running.OTHER;
  }

  static boolean knows(Rollout rollout, Digest applied) {
    return rollout.plan().states().anyMatch(state -> state.own().digest().equals(applied));
  }

  private Lease lease(int slot) {
    return Objects.requireNonNull(leases.get(slot));
  }

  private @Nullable Integer leaseOf(Node node) {
    return leases.entrySet().stream()
        .filter(lease -> lease.getValue().holder().equals(node.id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static String hex(@Nullable Digest digest) {
    return digest == null ? "" : digest.hex();
  }

  /** One look of an agent. */
  void look(Node node) {
    if (!node.live || node.moving != null) {
      return;
    }
    Integer slot = leaseOf(node);
    String current = rollout.plan().id();
    if (slot != null && !lease(slot).rollout().equals(current)) {
      leases.remove(slot);
      slot = null;
    }
    boolean leaves = leaves(node, slot != null);
    Member member =
        new Member(node.id, running(node), failed.contains(node.id), slot != null, leaves);
    Decision decision = RolloutRules.decide(rollout, member);
    if (leaves) {
      leave(node, slot, decision);
      return;
    }
    if (decision.mayAsk() && slot == null) {
      Set<Integer> held = leases.keySet();
      var free = Slots.free(rollout.plan().slots(), held, random.nextInt(100));
      if (free.isPresent()) {
        take(node, free.getAsInt());
        return;
      }
    }
    switch (decision.run()) {
      case TARGET -> {
        if (rollout.plan().target().own().digest().hex().equals(hex(node.applied))) {
          release(node);
          failed.remove(node.id);
          healthy.add(node.id);
        } else if (slot == null) {
          // Only where nothing runs yet.
          assertThat(node.applied).isNull();
          assertThat(rollout.phase()).isEqualTo(Phase.COMPLETE);
          node.applied = rollout.plan().target().own().digest();
        } else {
          node.moving = rollout.plan().target();
        }
      }
      case STABLE -> {
        release(node);
        node.applied = rollout.plan().stable().own().digest();
      }
      case KEEP -> release(node);
    }
  }

  private boolean leaves(Node node, boolean leased) {
    boolean stopping = rollout.phase() == Phase.BAKING || rollout.phase() == Phase.HALTED;
    return running(node) == Member.Running.TARGET
        && failed.contains(node.id)
        && (leased || (stopping && rollout.plan().id().equals(node.unhealthyWith)));
  }

  /** Goes back from a target that made it unhealthy, by a lease. */
  private void leave(Node node, @Nullable Integer slot, Decision decision) {
    if (slot == null) {
      assertThat(decision.mayAsk()).isTrue();
      var free = Slots.free(rollout.plan().slots(), leases.keySet(), random.nextInt(100));
      if (free.isEmpty()) {
        return;
      }
      leases.put(free.getAsInt(), new Lease(node.id, rollout.plan().id()));
      assertThat(leases.size()).as("at a time").isLessThanOrEqualTo(rollout.plan().slots());
    } else {
      assertThat(decision.run()).isEqualTo(Decision.Run.STABLE);
    }
    node.moving = rollout.plan().stable();
  }

  /** A canary that was healthy is not any more, and its agent says so. */
  void sicken(Node node) {
    boolean bakes =
        rollout.phase() == Phase.BAKING
            && node.live
            && node.moving == null
            && rollout.canaries().contains(node.id)
            && running(node) == Member.Running.TARGET;
    if (bakes && healthy.remove(node.id)) {
      failed.add(node.id);
      node.unhealthyWith = rollout.plan().id();
    }
  }

  /** Whether some run what made them unhealthy though they could go back. */
  boolean anyCouldLeave() {
    return nodes.stream().anyMatch(node -> node.live && leaves(node, leaseOf(node) != null));
  }

  private void take(Node node, int slot) {
    assertThat(leases).doesNotContainKey(slot);
    assertThat(rollout.phase()).as("nobody begins after a halt").isNotEqualTo(Phase.HALTED);
    assertThat(rollout.paused()).as("nobody begins in a pause").isFalse();
    assertThat(failed).doesNotContain(node.id);
    if (rollout.phase() == Phase.CANARY) {
      assertThat(rollout.canaries()).as("canaries go first").contains(node.id);
    }
    assertThat(rollout.phase()).isNotEqualTo(Phase.BAKING);
    leases.put(slot, new Lease(node.id, rollout.plan().id()));
    assertThat(leases.size()).as("at a time").isLessThanOrEqualTo(rollout.plan().slots());
    touched.add(node.id);
    node.moving = rollout.plan().target();
  }

  private void release(Node node) {
    Integer slot = leaseOf(node);
    if (slot != null) {
      leases.remove(slot);
    }
  }

  /** The apply of an agent comes to its end. */
  void finish(Node node) {
    ComponentState moving = node.moving;
    if (!node.live || moving == null) {
      return;
    }
    node.moving = null;
    Integer slot = leaseOf(node);
    boolean current = moving.equals(rollout.plan().target());
    boolean back = moving.equals(rollout.plan().stable());
    boolean fails = !back && (bad ? random.nextInt(4) > 0 : random.nextInt(12) == 0);
    if (!fails) {
      node.applied = moving.own().digest();
    }
    boolean held = slot != null && lease(slot).rollout().equals(rollout.plan().id());
    if (slot != null) {
      leases.remove(slot);
    }
    if (held && current) {
      (fails ? failed : healthy).add(node.id);
    }
  }

  void die(Node node) {
    node.live = false;
    node.unhealthyWith = null;
  }

  void revive(Node node) {
    if (!node.live) {
      node.live = true;
      if (node.moving != null && random.nextBoolean()) {
        // The journal was rolled back; otherwise it goes on, and ends.
        node.moving = null;
      }
    }
  }

  /** The time limits of leases whose holders are gone run out. */
  void expire() {
    leases
        .entrySet()
        .removeIf(
            lease -> {
              Node holder =
                  nodes.stream()
                      .filter(node -> node.id.equals(lease.getValue().holder()))
                      .findFirst()
                      .orElseThrow();
              if (holder.live) {
                return false;
              }
              if (lease.getValue().rollout().equals(rollout.plan().id())) {
                failed.add(holder.id);
              }
              return true;
            });
  }

  /** What whoever holds the latch does. */
  void advance() {
    Phase before = rollout.phase();
    if (before == Phase.BAKING) {
      baked++;
    }
    Rollout next = RolloutRules.advance(rollout, situation());
    if (rollout.paused()) {
      assertThat(next.phase()).as("a pause leaves no phase but to halt").isIn(before, Phase.HALTED);
    }
    if (next.phase() == Phase.ROLLING && before != Phase.ROLLING) {
      assertThat(healthy).as("the canaries are healthy").containsAll(next.canaries());
      assertThat(Duration.ofSeconds(baked)).isGreaterThanOrEqualTo(bakeOf(before));
    }
    if (next.phase() == Phase.COMPLETE && before != Phase.COMPLETE) {
      assertThat(leases.values().stream().map(Lease::holder).toList()).isEmpty();
      assertThat(failed).hasSizeLessThanOrEqualTo(rollout.maxFailures());
      nodes.stream()
          .filter(node -> node.live && !failed.contains(node.id))
          .forEach(
              node ->
                  assertThat(node.applied)
                      .as(node.id.value())
                      .isEqualTo(rollout.plan().target().own().digest()));
    }
    boolean tooMany = failed.size() > rollout.maxFailures();
    boolean trying = before == Phase.CANARY || before == Phase.BAKING;
    boolean canaryFailed = trying && rollout.canaries().stream().anyMatch(failed::contains);
    if (!before.isOver() && (tooMany || canaryFailed)) {
      assertThat(next.phase()).isEqualTo(Phase.HALTED);
    }
    rollout = next;
  }

  private Duration bakeOf(Phase before) {
    return before == Phase.BAKING ? rollout.plan().bake() : Duration.ZERO;
  }

  private Situation situation() {
    Map<InstanceId, Node> byId =
        nodes.stream().collect(Collectors.toMap(node -> node.id, node -> node));
    return new Situation(
        Set.copyOf(healthy),
        Set.copyOf(failed),
        leases.values().stream().map(Lease::holder).collect(Collectors.toSet()),
        new TreeSet<>(byId.keySet()),
        id -> Objects.requireNonNull(byId.get(id)).live,
        Duration.ofSeconds(baked));
  }

  void pause(boolean paused) {
    rollout = rollout.paused(paused);
  }

  void promote() {
    rollout = rollout.promoted(failed.size());
  }
}
