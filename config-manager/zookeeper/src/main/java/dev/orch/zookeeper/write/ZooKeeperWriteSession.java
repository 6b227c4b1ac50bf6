package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.PruneResult;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.zookeeper.codec.HeadDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.codec.SettingsDocument;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.OpenedManifests;
import dev.orch.zookeeper.read.RevisionReader;
import dev.orch.zookeeper.read.StoredTree;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The right to write one project, by the protocol of the package. */
public final class ZooKeeperWriteSession implements WriteSession {
  private final ProjectName project;
  private final ProjectLayout layout;
  private final Clock clock;
  private final Random random;
  private final Turn turn;
  private final Reads reads;
  private final KnownRevisions revisions;
  private final LiveContents live;
  private final Set<RevisionName> ownAttempts = new HashSet<>();
  private HeadDocument head;

  /** What the last estimate worked out; most often the same is committed next. */
  private @Nullable Planned planned;

  /** Null until this session has set something. */
  private @Nullable SettingsDocument configured;

  /** Null when this session may have lost its turn, or gave it back. */
  private @Nullable Fence fence;

  private boolean closed;

  private ZooKeeperWriteSession(
      ProjectName project,
      Layout layout,
      OpenedManifests opened,
      Clock clock,
      Random random,
      Turn turn) {
    this.project = project;
    this.layout = layout.project(project);
    this.clock = clock;
    this.random = random;
    this.turn = turn;
    this.reads = new Reads(turn.writer().connection()).pinnedTo(turn.writer().zk());
    this.revisions =
        new KnownRevisions(new RevisionReader(reads, layout), this.layout, turn.found());
    this.live = new LiveContents(new ManifestReader(reads), opened, this.layout);
    this.head = turn.head();
    this.fence = turn.fence();
  }

  /**
   * Makes the project if it is missing, and takes the right to write it.
   *
   * @throws RefusedException when the lock was not free in time, naming its holder
   */
  public static ZooKeeperWriteSession open(
      Connection connection,
      Layout layout,
      OpenedManifests opened,
      ProjectName project,
      String writer,
      Duration lockWait,
      Clock clock,
      Random random)
      throws InterruptedException {
    WriterDocument document = new WriterDocument(writer, clock.instant());
    ProjectLayout place = layout.project(project);
    Turn turn = Turn.take(connection, project, place, document, lockWait);
    return new ZooKeeperWriteSession(project, layout, opened, clock, random, turn);
  }

  private Fence fence() {
    Fence current = fence;
    if (current == null || !turn.writer().hasSession()) {
      throw new RefusedException(
          "the right to write project " + project + " was lost",
          "Look at what is live now, then start again.");
    }
    return current;
  }

  @Override
  public Head head() {
    return head.head();
  }

  @Override
  public FileTree tree(LayerName layer) throws InterruptedException {
    fence();
    ComponentHead state = head().components().get(layer);
    if (state == null) {
      throw new IllegalArgumentException("head has no component " + layer);
    }
    return new StoredTree(reads, layout, live.manifest(state));
  }

  @Override
  public StorageUse estimate(Commit commit) throws InterruptedException {
    fence();
    return new StorageUse(revisions.bytesHeld(), plan(commit).bytesAdded());
  }

  private record Planned(Commit commit, CommitPlan plan) {}

  private CommitPlan plan(Commit commit) throws InterruptedException {
    Planned known = planned;
    // The same one, almost always: then nothing is compared.
    if (known != null && Objects.equals(known.commit(), commit)) {
      return known.plan();
    }
    CommitPlan plan =
        new CommitPlanner(head(), live)
            .plan(commit, RevisionName.newAttempt(head().revision() + 1, random));
    planned = new Planned(commit, plan);
    return plan;
  }

  @Override
  public RevisionInfo commit(Commit commit, CommitProgress progress)
      throws IOException, InterruptedException {
    Fence before = fence();
    turn.writer().committing();
    CommitPlan plan = plan(commit);
    // No two attempts share a path, so no plan is carried out twice.
    planned = null;
    CommitTransaction.@Nullable Target target =
        commit instanceof Commit.Rollback rollback ? target(rollback) : null;
    CommitRollouts.Planned rollouts =
        new CommitRollouts(reads, layout, live, head()).plan(commit, plan);
    NewRevision made =
        NewRevision.of(project, commit, plan, head, rollouts.markers(), clock.instant());

    ownAttempts.add(plan.revision());
    FencedBatches attempt =
        new AttemptWriter(turn.writer(), before, layout, plan, progress).write();
    // Until it is known to be, this session is not the writer any more.
    fence = null;
    fence =
        new CommitTransaction(
                turn.writer(),
                before,
                layout.revision(plan.revision()),
                plan.revision().publishId())
            .run(attempt, made.data(), made.headData(), target, rollouts.ops())
            .fence();
    turn.writer().committed();
    head = made.head();
    revisions.add(plan.revision(), made.info());
    return made.info();
  }

  private CommitTransaction.Target target(Commit.Rollback rollback) throws InterruptedException {
    RevisionInfo wanted = rollback.target();
    RevisionName name = new RevisionName(wanted.number(), wanted.publishId());
    return revisions.all().stream()
        .filter(entry -> entry.name().equals(name))
        .filter(entry -> entry.state() instanceof RevisionSummary.Committed)
        .map(
            entry ->
                new CommitTransaction.Target(layout.revision(name), entry.version(), name.number()))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "revision " + wanted.number() + " is not kept any more",
                    "Choose a revision that is still kept."));
  }

  @Override
  public PruneResult prune(int keep) throws InterruptedException {
    requireSome(keep);
    Fence current = fence();
    List<RevisionSummary> before = revisions.all();
    revisions.forget();
    Pruner.Done done = pruner(current).prune(keep, before);
    revisions.knowAgain(before, done.gone(), done.changed());
    return result(done);
  }

  @Override
  public PruneResult pruneAndClose(int keep) throws InterruptedException {
    requireSome(keep);
    try {
      Fence current = fence();
      List<RevisionSummary> before = revisions.all();
      Pruner.AtOnce last = atOnce(current, keep, before);
      if (last == null) {
        return prune(keep);
      }
      Pruner.Done done = Pruner.Done.by(last.victim(), last.removal());
      revisions.knowAgain(before, done.gone(), done.changed());
      closed = true;
      if (!new TurnEnd(turn, layout).end(current, last.removal().ops(), revisions)) {
        throw RevisionSweep.changedByOthers(last.victim());
      }
      return result(done);
    } finally {
      close();
    }
  }

  /** Null if there is more to do than fits, or what has to go cannot be told. */
  private Pruner.@Nullable AtOnce atOnce(Fence current, int keep, List<RevisionSummary> all)
      throws InterruptedException {
    try {
      return pruner(current).atOnce(keep, all).orElse(null);
    } catch (CorruptDataException e) {
      System.getLogger(ZooKeeperWriteSession.class.getName())
          .log(System.Logger.Level.DEBUG, "pruning step by step", e);
      return null;
    }
  }

  private static void requireSome(int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("expected to keep 1 or more, found " + keep);
    }
  }

  private Pruner pruner(Fence current) {
    return new Pruner(
        turn.writer(),
        current,
        layout,
        reads,
        revisions,
        live,
        ownAttempts,
        new RolloutRemains(reads, layout, turn.head().head(), head()));
  }

  private PruneResult result(Pruner.Done done) throws InterruptedException {
    return new PruneResult(
        done.revisions(), done.attempts(), done.znodesDeleted(), revisions.bytesHeld());
  }

  @Override
  public ProjectSettings settings() throws InterruptedException {
    fence();
    return storedSettings().orElseGet(SettingsDocument::none).settings();
  }

  /** As the turn found them, or as it left them. */
  private Optional<SettingsDocument> storedSettings() throws InterruptedException {
    SettingsDocument own = configured;
    return own != null
        ? Optional.of(own)
        : turn.settings()
            .answer()
            .map(node -> SettingsDocument.read(layout.settings(), node.data()));
  }

  @Override
  public void configure(ProjectSettings settings) throws InterruptedException {
    Fence current = fence();
    Optional<SettingsDocument> stored = storedSettings();
    SettingsDocument wanted = stored.orElseGet(SettingsDocument::none).with(settings);
    new SettingsWriter(turn.writer(), current, layout).write(wanted.write(), stored.isPresent());
    configured = wanted;
  }

  @Override
  public void close() {
    Fence current = fence;
    fence = null;
    if (!closed) {
      closed = true;
      new TurnEnd(turn, layout).end(current, revisions);
    }
  }
}
