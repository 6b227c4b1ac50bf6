package dev.orch.robustness.workload;

import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.ensemble.Member;
import dev.orch.robustness.history.Recorder;
import dev.orch.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Brings one fault after the other over an ensemble, each when the one before is overcome. */
final class Nemesis {
  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final Ensemble ensemble;
  private final Recorder recorder;
  private final Random random;
  private final Duration longest;
  private final Map<String, Integer> done = new TreeMap<>();

  Nemesis(Ensemble ensemble, Recorder recorder, Random random, Duration longest) {
    this.ensemble = ensemble;
    this.recorder = recorder;
    this.random = random;
    this.longest = longest;
  }

  /** So many faults; each lasts a random time, and after it something must be committed again. */
  void strike(int faults) throws IOException, InterruptedException {
    awaitCommit();
    for (int i = 0; i < faults; i++) {
      strike(FAULTS.get(i % FAULTS.size()));
      awaitCommit();
    }
    ensemble.awaitServing();
  }

  private void strike(Fault fault) throws IOException, InterruptedException {
    // Every other time the leader, who is one of three otherwise.
    boolean wantLeader = random.nextBoolean();
    Optional<Member> leader = ensemble.leader();
    List<Member> members = ensemble.members();
    Member member =
        wantLeader && leader.isPresent()
            ? leader.get()
            : members.get(random.nextInt(members.size()));
    boolean isLeader = leader.filter(member::equals).isPresent();
    done.merge(fault + (isLeader ? " leader" : " follower"), 1, Integer::sum);
    fault.begin(member);
    try {
      TimeUnit.MILLISECONDS.sleep(100 + random.nextInt((int) longest.toMillis()));
    } finally {
      fault.end(member);
    }
  }

  private void awaitCommit() {
    long now = recorder.now();
    Await.until(
        "something is committed again after " + done, RECOVERY, () -> recorder.committedSince(now));
  }

  /** How many of each kind there were. */
  String counts() {
    return done.values().stream().mapToInt(count -> count).sum() + " faults: " + done;
  }
}
