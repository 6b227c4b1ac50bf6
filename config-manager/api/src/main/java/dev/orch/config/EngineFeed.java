package dev.orch.config;

import dev.orch.engine.LocalHome;
import dev.orch.engine.Outcome;
import dev.orch.engine.ReconcileLoop;
import dev.orch.engine.Reconciler;
import dev.orch.engine.StoreSource;
import dev.orch.engine.Trigger;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keeps the home itself: runs the engine, as an agent without anything to stop or start. */
final class EngineFeed implements HomeFeed {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Store store;
  private final LocalHome home;
  private final HomeReader reader;
  private final OutcomeProblems problems;
  private final CurrentConfiguration current;
  private final TimeLimits limits;
  private final Looks looks = new Looks();
  private final @Nullable HomeConfiguration found;
  private final ReconcileLoop loop;
  private final Subscription watch;

  /** What is current; used by the loop's thread only. */
  private @Nullable HomeConfiguration held;

  /**
   * Ends what an earlier process left unfinished, reads what the home holds, and begins to follow
   * the store.
   *
   * @param home closed with this
   * @param store stays its owner's to close
   */
  EngineFeed(
      ProjectName project,
      ComponentName component,
      Store store,
      LocalHome home,
      HomeReader reader,
      CurrentConfiguration current,
      TimeLimits limits)
      throws InterruptedException {
    this.store = store;
    this.home = home;
    this.reader = reader;
    this.problems = new OutcomeProblems(project, component);
    this.current = current;
    this.limits = limits;
    StoreSource source = new StoreSource(store.revisions(), project, component, home.seenMemory());
    Reconciler reconciler =
        new Reconciler(new CountingSource(source, looks), home, Trigger.NONE, Clock.systemUTC());
    reconciler.recover();
    this.found = wholeOrNothing();
    this.loop =
        ReconcileLoop.start(reconciler, limits.reconcileInterval(), CLOSE_TIMEOUT, this::onOutcome);
    this.watch = store.revisions().watchHead(project, loop::signal);
  }

  private @Nullable HomeConfiguration wholeOrNothing() throws InterruptedException {
    try {
      return reader.read().orElse(null);
    } catch (IOException | OrchException e) {
      // The first look will find and tell the same, if it cannot mend it.
      return null;
    }
  }

  private void onOutcome(Outcome outcome) {
    Optional<OrchException> problem = problems.of(outcome).or(() -> take(outcome));
    problem.ifPresent(current::failed);
    looks.end(problem.orElse(null));
  }

  /** Makes what is in place current. */
  private Optional<OrchException> take(Outcome outcome) {
    long revision = revision(outcome);
    HomeConfiguration before = held;
    try {
      HomeConfiguration now =
          before != null && before.digest().equals(digest(outcome))
              ? before.withRevision(revision)
              : reader.require();
      held = now;
      current.accept(now.configuration());
      return Optional.empty();
    } catch (OrchException e) {
      return Optional.of(e);
    }
  }

  private static long revision(Outcome outcome) {
    return outcome instanceof Outcome.Applied applied
        ? applied.revision()
        : ((Outcome.UpToDate) outcome).revision();
  }

  private static Digest digest(Outcome outcome) {
    return outcome instanceof Outcome.Applied applied
        ? applied.digest()
        : ((Outcome.UpToDate) outcome).digest();
  }

  @Override
  public Optional<OrchException> look() throws InterruptedException, TimeoutException {
    store.awaitConnected(limits.connect());
    return looks.await(loop::signal, limits.load());
  }

  @Override
  public Optional<Configuration> lastKnownGood() {
    return Optional.ofNullable(found).map(HomeConfiguration::configuration);
  }

  @Override
  public void close() {
    watch.close();
    loop.close();
    home.close();
  }
}
