package dev.orch.robustness.workload;

import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.Store;
import dev.orch.robustness.history.Operation.Intent;
import dev.orch.robustness.history.Operation.Outcome;
import dev.orch.robustness.history.Operation.Prune;
import dev.orch.robustness.history.Operation.Verdict;
import dev.orch.robustness.history.Operation.Write;
import dev.orch.robustness.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Publishes, rolls back, clears and prunes; and asks what became of what it was not told. */
final class Writer extends Actor {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  private final Random random;
  private final Contents contents;
  private final Deque<String> unknown = new ArrayDeque<>();
  private int count;

  Writer(String name, Store store, Recorder recorder, Random random) {
    super(name, store, recorder);
    this.random = random;
    this.contents = new Contents(random);
  }

  @Override
  void act() throws InterruptedException {
    if (!unknown.isEmpty()) {
      ask("verdict", this::verdict);
      return;
    }
    int dice = random.nextInt(20);
    if (dice < 14) {
      publish();
    } else if (dice < 17) {
      ask("a revision to go back to", invoked -> rollback());
    } else if (dice == 17) {
      write(new Intent.Clear(), new Commit.Clear(authorship()));
    } else {
      ask("prune", invoked -> pruneOnly());
    }
  }

  private Authorship authorship() {
    return new Authorship(name(), "localhost", name() + "-" + count, null);
  }

  private void publish() throws InterruptedException {
    contents.change(name() + "-" + count);
    write(
        new Intent.Publish(contents.snapshot()),
        new Commit.Publish(contents.trees(), authorship()));
  }

  private void rollback() throws InterruptedException {
    List<RevisionInfo> history = revisions().history(PROJECT, 20);
    if (!history.isEmpty()) {
      RevisionInfo target = history.get(random.nextInt(history.size()));
      write(new Intent.Rollback(target.number()), new Commit.Rollback(target, authorship()));
    }
  }

  private void write(Intent intent, Commit commit) throws InterruptedException {
    String id = commit.authorship().message();
    count++;
    ask(
        "write " + id,
        invoked -> {
          try (WriteSession session = revisions().write(PROJECT, name(), LOCK_WAIT)) {
            Outcome outcome = commit(session, commit);
            record(new Write(since(invoked), id, intent, outcome));
            if (outcome instanceof Outcome.Committed && random.nextInt(3) == 0) {
              prune(session);
            }
          } catch (RefusedException e) {
            record(new Write(since(invoked), id, intent, new Outcome.Refused(text(e))));
          } catch (StoreUnavailableException e) {
            record(new Write(since(invoked), id, intent, new Outcome.Unavailable(text(e))));
          }
        });
  }

  private Outcome commit(WriteSession session, Commit commit)
      throws IOException, InterruptedException {
    try {
      RevisionInfo made = session.commit(commit, CommitProgress.NONE);
      return new Outcome.Committed(made.number(), made.parent(), made.publishId());
    } catch (OutcomeUnknownException e) {
      unknown.add(e.publishId());
      return new Outcome.Unknown(e.publishId());
    }
  }

  private void pruneOnly() throws InterruptedException {
    try (WriteSession session = revisions().write(PROJECT, name(), LOCK_WAIT)) {
      prune(session);
    } catch (RefusedException e) {
      // Somebody else wrote for too long: no harm done.
      return;
    }
  }

  private void prune(WriteSession session) throws InterruptedException {
    long invoked = now();
    int keep = 3 + random.nextInt(8);
    Optional<List<Long>> victims;
    try {
      victims = Optional.of(session.prune(keep).revisions());
    } catch (RefusedException | StoreUnavailableException e) {
      victims = Optional.empty();
    }
    record(new Prune(since(invoked), keep, victims));
  }

  /**
   * As {@code orch history --publish-id} does: what is not in the history is looked for again under
   * the lock, after which no late commit can come.
   */
  private void verdict(long invoked) throws InterruptedException {
    String publishId = unknown.element();
    Optional<RevisionInfo> found = find(publishId);
    if (found.isEmpty()) {
      try (WriteSession session = revisions().write(PROJECT, name(), LOCK_WAIT)) {
        found = find(publishId);
      } catch (RefusedException e) {
        // Asked again later.
        return;
      }
    }
    unknown.remove();
    OptionalLong number =
        found.map(made -> OptionalLong.of(made.number())).orElseGet(OptionalLong::empty);
    record(new Verdict(since(invoked), publishId, number));
  }

  private Optional<RevisionInfo> find(String publishId) throws InterruptedException {
    return revisions().history(PROJECT, Integer.MAX_VALUE).stream()
        .filter(revision -> revision.publishId().equals(publishId))
        .findFirst();
  }

  @Override
  void finish() throws InterruptedException {
    while (!unknown.isEmpty()) {
      ask("verdict", this::verdict);
    }
  }
}
