package dev.orch.robustness.history;

import dev.orch.robustness.history.Operation.BrokenRead;
import dev.orch.robustness.history.Operation.Call;
import dev.orch.robustness.history.Operation.HeadRead;
import dev.orch.robustness.history.Operation.Outcome;
import dev.orch.robustness.history.Operation.TreeRead;
import dev.orch.robustness.history.Operation.Write;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of reads of head and of whole revisions. */
final class ReadRules {
  private final History history;
  private final Owners owners;
  private final Retention retention;
  private final List<String> violations;

  ReadRules(History history, Owners owners, Retention retention, List<String> violations) {
    this.history = history;
    this.owners = owners;
    this.retention = retention;
    this.violations = violations;
  }

  void check() {
    latestIsNotOlderThanAnyKnown();
    oneSessionNeverGoesBack();
    history.of(HeadRead.class).forEach(read -> comesFromAWrite(read.call(), read.number()));
    history.of(TreeRead.class).forEach(this::isWhole);
    history.of(BrokenRead.class).forEach(this::mayBeBroken);
  }

  /** Somebody knew at this time that this revision is, or was, live. */
  private record Known(long time, long number) {}

  private List<Known> known() {
    Stream<Known> commits =
        history
            .of(Write.class)
            .filter(write -> write.outcome() instanceof Outcome.Committed)
            .map(
                write ->
                    new Known(
                        write.call().returned(), ((Outcome.Committed) write.outcome()).number()));
    Stream<Known> reads =
        history.of(HeadRead.class).map(read -> new Known(read.call().returned(), read.number()));
    return Stream.concat(commits, reads).sorted(Comparator.comparingLong(Known::time)).toList();
  }

  private void latestIsNotOlderThanAnyKnown() {
    List<Known> known = known();
    int next = 0;
    Known highest = new Known(0, 0);
    for (HeadRead read :
        history
            .of(HeadRead.class)
            .filter(HeadRead::latest)
            .sorted(Comparator.comparingLong(read -> read.call().invoked()))
            .toList()) {
      for (; next < known.size() && known.get(next).time() < read.call().invoked(); next++) {
        if (known.get(next).number() > highest.number()) {
          highest = known.get(next);
        }
      }
      if (read.number() < highest.number()) {
        violations.add(
            "the latest head was older than one known "
                + (read.call().invoked() - highest.time()) / 1_000
                + " µs before it was asked for: "
                + highest.number()
                + ", then "
                + read);
      }
    }
  }

  private void oneSessionNeverGoesBack() {
    Map<String, HeadRead> last = new HashMap<>();
    history
        .of(HeadRead.class)
        .sorted(Comparator.comparingLong(read -> read.call().invoked()))
        .forEach(
            read -> {
              HeadRead before = last.put(read.call().actor(), read);
              if (before != null && before.number() > read.number()) {
                violations.add("went back from " + before + " to " + read);
              }
            });
  }

  private void comesFromAWrite(Call read, long number) {
    if (number == 0) {
      return;
    }
    Optional<Write> owner = owners.of(number);
    boolean possible =
        owner.isPresent()
            ? owner.get().call().invoked() < read.returned()
            : owners.unresolved().stream()
                .anyMatch(write -> write.call().invoked() < read.returned());
    if (!possible) {
      violations.add("revision " + number + " was read before anybody wrote it: " + read);
    }
  }

  private void isWhole(TreeRead read) {
    owners
        .contents(read.number())
        .filter(expected -> !expected.equals(read.found()))
        .ifPresent(
            expected -> violations.add("expected " + expected + " of its writer, found " + read));
  }

  private void mayBeBroken(BrokenRead read) {
    if (!retention.mayBeGone(read.number(), read.call().returned())) {
      violations.add("not pruned, yet not readable: " + read);
    }
  }
}
