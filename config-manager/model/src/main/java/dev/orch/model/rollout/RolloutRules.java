package dev.orch.model.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.rollout.Decision.Run;
import dev.orch.model.rollout.Member.Running;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The two functions that a rollout is. */
public final class RolloutRules {
  private RolloutRules() {}

  /** What this instance should run now. */
  public static Decision decide(Rollout rollout, Member member) {
    if (member.leaves()) {
      // On the way back, too, it is down for a while.
      return member.leased() ? new Decision(Run.STABLE, false) : new Decision(Run.TARGET, true);
    }
    if (member.running() == Running.TARGET) {
      return new Decision(Run.TARGET, false);
    }
    boolean halted = rollout.phase() == Phase.HALTED;
    if (member.leased() && !halted && !member.failed()) {
      return new Decision(Run.TARGET, false);
    }
    if (member.running() == Running.NOTHING && rollout.phase() == Phase.COMPLETE) {
      // Nothing runs there that could become unavailable.
      return new Decision(Run.TARGET, false);
    }
    // What was ordered before the rollout began is not held back by it.
    return new Decision(
        member.running() == Running.KNOWN ? Run.KEEP : Run.STABLE,
        !member.failed() && !rollout.paused() && isItsTurn(rollout, member.id()));
  }

  private static boolean isItsTurn(Rollout rollout, InstanceId id) {
    return switch (rollout.phase()) {
      case CANARY -> rollout.canaries().contains(id);
      case ROLLING, COMPLETE -> true;
      case BAKING, HALTED -> false;
    };
  }

  /** The rollout as it has to be now; the same if nothing is to change. */
  public static Rollout advance(Rollout rollout, Situation now) {
    if (rollout.phase().isOver()) {
      return rollout;
    }
    boolean trying = rollout.phase() == Phase.CANARY || rollout.phase() == Phase.BAKING;
    if (trying) {
      List<InstanceId> failed = rollout.canaries().stream().filter(now.failed()::contains).toList();
      if (!failed.isEmpty()) {
        return rollout.in(Phase.HALTED, "canary " + failed.get(0) + " failed");
      }
    }
    if (now.failed().size() > rollout.maxFailures()) {
      return rollout.in(
          Phase.HALTED,
          now.failed().size() + " failed, and at most " + rollout.maxFailures() + " may");
    }
    if (rollout.paused()) {
      return rollout;
    }
    return switch (rollout.phase()) {
      case CANARY -> canary(rollout, now);
      case BAKING ->
          now.baked().compareTo(rollout.plan().bake()) < 0
              ? rollout
              : rollout.in(Phase.ROLLING, rollout.reason());
      default -> rolling(rollout, now);
    };
  }

  private static Rollout canary(Rollout rollout, Situation now) {
    SortedSet<InstanceId> left = new TreeSet<>(rollout.canaries());
    left.removeIf(id -> now.isOpen(id) && !now.leased().contains(id) && !now.present().test(id));
    int gone = rollout.canaries().size() - left.size();
    if (gone > 0 && !rollout.plan().labelled()) {
      left.addAll(standIns(rollout, now, gone));
    }
    if (left.isEmpty()) {
      // Without anyone to stand in there is nobody at all, and nothing to be done.
      return rollout.plan().labelled()
          ? rollout.in(Phase.HALTED, "no canary is connected any more")
          : rollout;
    }
    if (gone > 0) {
      return rollout.withCanaries(left);
    }
    if (!now.healthy().containsAll(left)) {
      return rollout;
    }
    return rollout.in(
        rollout.plan().bake().isZero() ? Phase.ROLLING : Phase.BAKING, rollout.reason());
  }

  private static List<InstanceId> standIns(Rollout rollout, Situation now, int count) {
    List<InstanceId> found = new ArrayList<>();
    Iterator<InstanceId> candidates = now.known().iterator();
    while (found.size() < count && candidates.hasNext()) {
      InstanceId id = candidates.next();
      if (!rollout.canaries().contains(id)
          && !now.failed().contains(id)
          && now.present().test(id)) {
        found.add(id);
      }
    }
    return found;
  }

  private static Rollout rolling(Rollout rollout, Situation now) {
    if (!now.leased().isEmpty()) {
      return rollout;
    }
    boolean waited = now.known().stream().anyMatch(id -> now.isOpen(id) && now.present().test(id));
    return waited ? rollout : rollout.in(Phase.COMPLETE, rollout.reason());
  }
}
