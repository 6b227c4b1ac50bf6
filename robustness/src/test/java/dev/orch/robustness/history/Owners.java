package dev.orch.robustness.history;

import dev.orch.robustness.history.Operation.Entry;
import dev.orch.robustness.history.Operation.HistoryRead;
import dev.orch.robustness.history.Operation.Intent;
import dev.orch.robustness.history.Operation.Outcome;
import dev.orch.robustness.history.Operation.Verdict;
import dev.orch.robustness.history.Operation.Write;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which write made which revision, as told by whoever was told it: the writer, a verdict, or the
 * history of the project. That they agree is the first thing that is checked.
 */
final class Owners {
  private final Map<String, Write> writes = new HashMap<>();
  private final Map<String, Write> unknown = new HashMap<>();
  private final NavigableMap<Long, Write> byNumber = new TreeMap<>();
  private final Map<Long, String> publishIds = new HashMap<>();
  private final List<String> violations;

  private Owners(List<String> violations) {
    this.violations = violations;
  }

  /** Collects them, and adds to {@code violations} where they contradict each other. */
  static Owners of(History history, List<String> violations) {
    Owners owners = new Owners(violations);
    history.of(Write.class).forEach(owners::add);
    history.of(Verdict.class).forEach(owners::add);
    history
        .of(HistoryRead.class)
        .flatMap(read -> read.entries().stream())
        .distinct()
        .forEach(owners::add);
    return owners;
  }

  private void add(Write write) {
    writes.put(write.id(), write);
    if (write.outcome() instanceof Outcome.Committed done) {
      own(done.number(), done.publishId(), write);
      requireParent(done.number(), done.parent());
    } else if (write.outcome() instanceof Outcome.Unknown lost) {
      unknown.put(lost.publishId(), write);
    }
  }

  private void add(Verdict verdict) {
    Write write = unknown.get(verdict.publishId());
    if (write == null) {
      violations.add("a verdict on a publish that nobody asked about: " + verdict);
    } else if (verdict.number().isPresent()) {
      own(verdict.number().getAsLong(), verdict.publishId(), write);
    }
  }

  private void add(Entry entry) {
    Write write = writes.get(entry.writeId());
    if (write == null) {
      violations.add("a revision that nobody wrote: " + entry);
      return;
    }
    if (write.outcome() instanceof Outcome.Refused
        || write.outcome() instanceof Outcome.Unavailable) {
      violations.add("reported as not live, yet committed: " + entry + " by " + write);
    }
    if (write.outcome() instanceof Outcome.Unknown lost
        && !lost.publishId().equals(entry.publishId())) {
      violations.add("another publish id than its writer was told: " + entry + " by " + write);
    }
    own(entry.number(), entry.publishId(), write);
    requireParent(entry.number(), entry.parent());
  }

  private void own(long number, String publishId, Write write) {
    Write other = byNumber.putIfAbsent(number, write);
    if (other != null && !other.id().equals(write.id())) {
      violations.add("revision " + number + " made twice: by " + other + " and by " + write);
    }
    String otherId = publishIds.putIfAbsent(number, publishId);
    if (otherId != null && !otherId.equals(publishId)) {
      violations.add("revision " + number + " has two ids: " + otherId + " and " + publishId);
    }
  }

  private void requireParent(long number, long parent) {
    if (parent != number - 1) {
      violations.add("revision " + number + " follows " + parent + ", not the one before it");
    }
  }

  Optional<Write> of(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** The highest number that a write asked for before this time may have made. */
  long highestBefore(long time) {
    return byNumber.descendingMap().entrySet().stream()
        .filter(owner -> owner.getValue().call().invoked() < time)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(0L);
  }

  /** All writes that own a number, by it. */
  NavigableMap<Long, Write> all() {
    return byNumber;
  }

  /** Writes whose outcome nobody ever learned, though they may have been committed. */
  List<Write> unresolved() {
    Set<String> owning = new HashSet<>();
    byNumber.values().forEach(write -> owning.add(write.id()));
    return unknown.values().stream().filter(write -> !owning.contains(write.id())).toList();
  }

  /** What this revision must hold, as far as it is known who made it. */
  Optional<Snapshot> contents(long number) {
    Write owner = byNumber.get(number);
    if (owner == null) {
      return Optional.empty();
    }
    if (owner.intent() instanceof Intent.Publish publish) {
      return Optional.of(publish.tree());
    }
    // A rollback goes back to an older number, so this ends.
    return owner.intent() instanceof Intent.Rollback back
        ? back.number() < number ? contents(back.number()) : Optional.empty()
        : Optional.of(Snapshot.EMPTY);
  }
}
