package dev.orch.engine.standby;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Interrupts;
import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.Reasons;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.model.CorruptDataException;
import dev.orch.model.InstanceId;
import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passes over a home that several agents may serve: whoever stands by tells how far the one that
 * acts has come, and only whoever acts does anything. What goes wrong becomes an outcome, and stays
 * known for callers who can tell a person.
 */
public abstract class StandbyPasses implements Passes {
  private static final Logger LOG = System.getLogger(StandbyPasses.class.getName());
  private static final Duration STAND_BY = Duration.ofSeconds(5);
  private static final int SHOWN = 5;

  private final DesiredSource source;
  private final HomeNotes notes;
  private final Standby standby;

  /** Asked for on any thread. */
  private final AtomicBoolean retry = new AtomicBoolean();

  private @Nullable OrchException failure;

  /**
   * Creates it from its parts, which stay their owners' to close.
   *
   * @param standby asked before anything is done
   */
  protected StandbyPasses(DesiredSource source, HomeNotes notes, Standby standby) {
    this.source = source;
    this.notes = notes;
    this.standby = standby;
  }

  /**
   * Whether what is noted came to its end, so that there is a state to go on with.
   *
   * @throws IOException when it cannot be looked into
   */
  protected abstract boolean isComplete() throws IOException;

  /**
   * Brings the home to its state, as far as one pass can. What it throws but interrupts becomes an
   * outcome.
   *
   * @param retry whether what failed is tried again
   */
  protected abstract Outcome act(DesiredState.Present state, boolean retry)
      throws IOException, InterruptedException;

  @Override
  public final Optional<Outcome> recover() {
    // What an earlier process left unfinished is finished by the pass of whoever acts.
    return Optional.empty();
  }

  @Override
  public final void retryFailed() {
    retry.set(true);
  }

  /** What kept the last pass from its end, if it explains itself. */
  public final Optional<OrchException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public final Outcome reconcile() throws InterruptedException {
    failure = null;
    DesiredState state;
    try {
      state = source.look();
    } catch (StoreUnavailableException | CorruptDataException | IOException e) {
      Interrupts.throwIfInterrupted(e);
      LOG.log(Level.DEBUG, "the source of " + notes.location() + " cannot be asked", e);
      return new Outcome.SourceUnavailable(Reasons.of(e), holdsSomething(), List.of());
    }
    if (state instanceof DesiredState.Present present) {
      return present(present);
    } else if (state instanceof DesiredState.Hold hold) {
      return new Outcome.Held(0, hold.reason(), List.of());
    } else if (state instanceof DesiredState.Removed removed) {
      // Published no more is not the same as empty: what is there stays.
      return holdsSomething() ? new Outcome.Removed(removed.revision()) : new Outcome.Absent();
    } else if (state instanceof DesiredState.Cleared cleared) {
      return new Outcome.Cleared(cleared.revision());
    }
    return new Outcome.Absent();
  }

  private boolean holdsSomething() {
    try {
      return isComplete();
    } catch (IOException | OrchException e) {
      Reasons.log(LOG, Level.WARNING, "home " + notes.location() + " cannot be looked into", e);
      return false;
    }
  }

  private Outcome present(DesiredState.Present state) throws InterruptedException {
    boolean asked = retry.getAndSet(false);
    try {
      Optional<InstanceId> another = standby.another();
      if (another.isPresent()) {
        return standingBy(state, another.get());
      }
      Outcome outcome = act(state, asked);
      asked = false;
      return outcome;
    } catch (InvalidInputException e) {
      failure = e;
      return new Outcome.Held(
          state.revision(), Reasons.of(e) + ": " + shown(e.problems()), List.of());
    } catch (RefusedException e) {
      failure = e;
      return new Outcome.Held(state.revision(), Reasons.of(e), List.of());
    } catch (OrchException | IOException e) {
      Interrupts.throwIfInterrupted(e);
      failure = e instanceof OrchException explained ? explained : null;
      // What explains itself is told by whoever is handed the outcome.
      Level level = failure == null ? Level.WARNING : Level.DEBUG;
      Reasons.log(LOG, level, notes.location() + " could not be brought to its state", e);
      return new Outcome.Failed(state.revision(), state.digest(), Reasons.of(e), false);
    } finally {
      if (asked) {
        retry.set(true);
      }
    }
  }

  /** The first of them, on one line. */
  protected static String shown(List<?> all) {
    return all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining("; "))
        + (all.size() > SHOWN ? "; …" : "");
  }

  /** As far as the one that acts has come. */
  private Outcome standingBy(DesiredState.Present state, InstanceId leader) throws IOException {
    Optional<Applied> applied = notes.applied();
    if (applied.isPresent() && applied.get().digest().equals(state.digest())) {
      return new Outcome.UpToDate(state.revision(), state.digest(), List.of());
    }
    return new Outcome.UnderWay(
        state.revision(), state.digest(), "stands by; " + leader + " acts", STAND_BY);
  }
}
