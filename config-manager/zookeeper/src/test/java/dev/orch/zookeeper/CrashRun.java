package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.OrchException;
import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.HookedTree;
import dev.orch.testing.Trees;
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperWire.Fate;
import dev.orch.zookeeper.connection.FormerSession;
import dev.orch.zookeeper.connection.SessionKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A scenario whose writer is disturbed at one request, and what must hold afterwards. */
final class CrashRun {
  private static final String LEFTOVER = "left behind ".repeat(10_000);

  /** What a writer said of its commit. */
  enum Verdict {
    COMMITTED,
    NOT_LIVE,
    UNKNOWN,
    /** It had nothing to commit. */
    NONE
  }

  /**
   * How it went.
   *
   * @param requests of the writer
   * @param failure why the writer did not come to its end
   */
  record Result(Verdict verdict, List<WireRequest> requests, @Nullable Exception failure) {}

  private final CrashScenario scenario;
  private final CrashClients clients;
  private final ProjectName project = new ProjectName("p-" + UUID.randomUUID());
  private final RevisionStore direct;
  private final ProjectAudit audit;
  private Verdict verdict = Verdict.NONE;
  private @Nullable Exception failure;

  CrashRun(CrashScenario scenario, CrashClients clients) {
    this.scenario = scenario;
    this.clients = clients;
    this.direct = clients.direct().revisions();
    this.audit = new ProjectAudit(clients.direct(), project);
  }

  /** Nothing goes wrong, and a reader looks on between any two requests. */
  Result undisturbed() throws Exception {
    return disturbed(Fate.PASSES, 0);
  }

  /** The request of this number has this fate, all others pass. */
  Result disturbed(Fate fate, int at) throws Exception {
    List<RevisionInfo> before = publishBefore();
    long liveBefore = before.size();
    Optional<Commit> commit = scenario.change().on(before);
    commit.ifPresent(made -> audit.expect(liveBefore + 1, scenario.contents(made)));
    CrashReader reader = new CrashReader(clients.direct(), project, audit, true);
    List<WireRequest> requests = new ArrayList<>();
    try (CrashClients.Wired writer = clients.newWriter()) {
      SessionKey session = SessionKey.of(writer.store().connection().handle());
      writer
          .wire()
          .follow(
              request -> {
                requests.add(request);
                if (at == 0) {
                  reader.look();
                }
                Fate decided = request.number() == at ? fate : Fate.PASSES;
                if (isDeath(decided)) {
                  // A dead process waits for nothing.
                  clients.closeSoon(writer.store());
                }
                return decided;
              });
      act(writer.store().revisions(), commit);
      writer.wire().follow(request -> Fate.PASSES);
      writer.store().close();
      if (isDeath(fate)) {
        // Its client may have ended before the wire did what it was told to.
        Await.until("the writer died", writer.wire()::isDead);
      } else {
        assertThat(writer.wire().isDead()).as("whether the writer died").isFalse();
      }
      // A client that was away when it closed leaves its session, and so the lock, as a dead one.
      FormerSession.end(clients.direct().connection(), session);
    }
    reader.requireNothingWrongSeen();
    requireTruth(liveBefore, commit.isPresent());
    continueWithNextWriter(liveBefore);
    return new Result(verdict, requests, failure);
  }

  static boolean isDeath(Fate fate) {
    return fate == Fate.CLIENT_DIES_BEFORE || fate == Fate.CLIENT_DIES_AFTER;
  }

  private List<RevisionInfo> publishBefore() throws InterruptedException {
    List<RevisionInfo> made = new ArrayList<>();
    for (Commit commit : scenario.before()) {
      made.add(Commits.make(direct, project, commit));
      audit.expect(made.size(), scenario.contents(commit));
    }
    if (scenario.leftover()) {
      leaveAttempt();
    }
    return made;
  }

  /** As a writer that dies between two batches does. */
  private void leaveAttempt() throws InterruptedException {
    HookedTree dying =
        new HookedTree(
            Trees.of("a", LEFTOVER, "b/c", LEFTOVER, "d", "not written any more"),
            2,
            () -> {
              throw new IllegalStateException("the writer dies");
            });
    try {
      Commits.publish(direct, project, "file-mgr", dying);
    } catch (IllegalStateException e) {
      return;
    }
    throw new AssertionError("expected the attempt to fail");
  }

  private void act(RevisionStore store, Optional<Commit> commit) throws InterruptedException {
    try (WriteSession session = store.write(project, "first", Commits.LOCK_WAIT)) {
      if (commit.isPresent()) {
        verdict = Verdict.NOT_LIVE;
        session.commit(commit.get(), CommitProgress.NONE);
        verdict = Verdict.COMMITTED;
      }
      session.pruneAndClose(scenario.keep());
    } catch (OutcomeUnknownException e) {
      verdict = Verdict.UNKNOWN;
      failure = e;
    } catch (OrchException | IOException e) {
      failure = e;
    }
  }

  private void requireTruth(long liveBefore, boolean commits)
      throws IOException, InterruptedException {
    long live = audit.requireLiveWhole();
    switch (verdict) {
      case COMMITTED -> assertThat(live).as("live, as it was reported").isEqualTo(liveBefore + 1);
      case NOT_LIVE -> assertThat(live).as("not live, as reported").isEqualTo(liveBefore);
      case UNKNOWN -> assertThat(live).isBetween(liveBefore, liveBefore + 1);
      case NONE -> assertThat(live).isEqualTo(liveBefore);
    }
    if (commits && live == liveBefore) {
      audit.expectNone(liveBefore + 1);
    }
    audit.requireHistoryWhole();
  }

  private void continueWithNextWriter(long liveBefore) throws Exception {
    long live = audit.requireLiveWhole();
    Commit next = CrashScenario.next();
    audit.expect(live + 1, scenario.contents(next));
    CrashReader reader = new CrashReader(clients.direct(), project, audit, true);
    clients
        .next()
        .wire()
        .follow(
            request -> {
              if (request.mayWrite()) {
                reader.look();
              }
              return Fate.PASSES;
            });
    try (WriteSession session =
        clients.next().store().revisions().write(project, "next", Commits.LOCK_WAIT)) {
      assertThat(session.commit(next, CommitProgress.NONE).number()).isEqualTo(live + 1);
      session.pruneAndClose(scenario.keep());
    }
    reader.requireNothingWrongSeen();
    assertThat(audit.requireLiveWhole()).isEqualTo(live + 1);
    assertThat(audit.requireHistoryWhole())
        .as("the revisions kept")
        .hasSize((int) Math.min(scenario.keep(), live + 1));
    assertThat(live).isGreaterThanOrEqualTo(liveBefore);
    audit.requireNothingLeftBehind();
  }
}
