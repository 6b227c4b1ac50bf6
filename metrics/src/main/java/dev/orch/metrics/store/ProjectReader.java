package dev.orch.metrics.store;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.layer.Views;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Decision;
import dev.orch.model.rollout.Member;
import dev.orch.model.rollout.Member.Running;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutProgress;
import dev.orch.model.rollout.RolloutRules;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one project, again and again. What cannot change is asked for once: manifests of layers,
 * and when a revision was published.
 */
final class ProjectReader {
  /** How often head and rollouts are read that do not go together. */
  private static final int MAX_LOOKS = 3;

  private final Store store;
  private final ProjectName project;
  private final Views views;
  private final Differences differences;
  private long datedRevision;
  private @Nullable Instant publishedAt;

  ProjectReader(Store store, ProjectName project, Clock clock, LongSupplier nanoTime) {
    this.store = store;
    this.project = project;
    this.views = new Views(store.revisions(), project);
    this.differences = new Differences(clock, nanoTime);
  }

  /**
   * A rollout that head names.
   *
   * @param progress null if it is complete: everyone is to run the target
   */
  private record Way(Rollout rollout, @Nullable RolloutProgress progress) {}

  /** What an instance is to run. */
  private record Wanted(long revision, @Nullable Digest digest) {
    static final Wanted NOTHING = new Wanted(0, null);
  }

  /**
   * As it is now; nothing if there is no such project.
   *
   * @throws CorruptDataException when what is stored is not what it must be
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   */
  Optional<Fleet.Project> read() throws InterruptedException {
    for (int look = 0; look < MAX_LOOKS; look++) {
      Optional<Head> head = store.revisions().head(project);
      if (head.isEmpty()) {
        return Optional.empty();
      }
      Optional<SortedMap<ComponentName, Way>> ways = ways(head.get());
      if (ways.isPresent()) {
        return Optional.of(read(head.get(), ways.get()));
      }
    }
    throw new CorruptDataException(
        "head of project " + project, "it names a rollout that is not the last one", null);
  }

  /** Nothing if head is not the one that goes with a rollout. */
  private Optional<SortedMap<ComponentName, Way>> ways(Head head) throws InterruptedException {
    SortedMap<ComponentName, Way> ways = new TreeMap<>();
    for (Map.Entry<ComponentName, String> named : head.rollouts().entrySet()) {
      ComponentRollouts rollouts = store.rollouts().of(project, named.getKey());
      Optional<Rollout> rollout =
          rollouts
              .current()
              .map(StoredRollout::rollout)
              .filter(it -> it.plan().id().equals(named.getValue()));
      if (rollout.isEmpty()) {
        return Optional.empty();
      }
      boolean complete = rollout.get().phase() == Phase.COMPLETE;
      ways.put(
          named.getKey(),
          new Way(rollout.get(), complete ? null : rollouts.progress(rollout.get())));
    }
    return Optional.of(ways);
  }

  private Fleet.Project read(Head head, SortedMap<ComponentName, Way> ways)
      throws InterruptedException {
    date(head.revision());
    differences.begin();
    SortedSet<ComponentName> components = new TreeSet<>(head.componentNames());
    List<Fleet.Instance> instances = new ArrayList<>();
    for (InstanceStatus status : store.instances().instances(project)) {
      components.add(status.component());
      Wanted wanted = wanted(head, ways, status);
      Digest digest = wanted.digest();
      boolean differs = digest != null && !Objects.equals(digest, status.report().appliedDigest());
      instances.add(
          new Fleet.Instance(
              status, wanted.revision(), differences.behind(status, differs, publishedAt)));
    }
    SortedMap<ComponentName, Rollout> rollouts = new TreeMap<>();
    ways.forEach((component, way) -> rollouts.put(component, way.rollout()));
    return new Fleet.Project(
        project, head.revision(), publishedAt, components, instances, rollouts);
  }

  private void date(long revision) throws InterruptedException {
    if (revision != datedRevision) {
      publishedAt =
          store.revisions().revision(project, revision).map(RevisionInfo::publishedAt).orElse(null);
      datedRevision = revision;
    }
  }

  private Wanted wanted(Head head, SortedMap<ComponentName, Way> ways, InstanceStatus status)
      throws InterruptedException {
    Optional<ComponentState> live = ComponentState.of(head.components(), status.component());
    if (live.isEmpty()) {
      return Wanted.NOTHING;
    }
    Viewpoint viewpoint = Viewpoint.of(status);
    Way way = ways.get(status.component());
    return way == null || way.progress() == null
        ? new Wanted(head.revision(), views.of(live.get(), viewpoint).digest())
        : wanted(head, way.rollout(), way.progress(), status);
  }

  /**
   * As the agent itself decides, but that one that failed is still to come to what it failed at,
   * also if it goes back.
   */
  private Wanted wanted(Head head, Rollout rollout, RolloutProgress progress, InstanceStatus status)
      throws InterruptedException {
    Rollout.Plan plan = rollout.plan();
    Viewpoint viewpoint = Viewpoint.of(status);
    InstanceId id = status.id();
    Digest applied = status.report().appliedDigest();
    Digest target = views.of(plan.target(), viewpoint).digest();
    RolloutProgress.Held held = progress.leases().get(id);
    boolean leased = held != null && held.lease().rollout().equals(plan.id());
    boolean failed = progress.failed().containsKey(id);
    Decision decision =
        RolloutRules.decide(
            rollout,
            new Member(id, running(plan, viewpoint, target, applied), failed, leased, false));
    if (failed || decision.run() == Decision.Run.TARGET) {
      return new Wanted(head.revision(), target);
    }
    if (decision.run() == Decision.Run.KEEP) {
      return new Wanted(status.report().appliedRevision(), applied);
    }
    return new Wanted(plan.stableRevision(), views.of(plan.stable(), viewpoint).digest());
  }

  private Running running(
      Rollout.Plan plan, Viewpoint viewpoint, Digest target, @Nullable Digest applied)
      throws InterruptedException {
    if (applied == null) {
      return Running.NOTHING;
    }
    if (target.equals(applied)) {
      return Running.TARGET;
    }
    for (ComponentState state : plan.states().toList()) {
      if (views.of(state, viewpoint).digest().equals(applied)) {
        return Running.KNOWN;
      }
    }
    return Running.OTHER;
  }
}
