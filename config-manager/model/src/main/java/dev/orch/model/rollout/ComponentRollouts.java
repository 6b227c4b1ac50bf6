package dev.orch.model.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.revision.Subscription;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rollouts of one component, of which the last is kept. It is made by the commit that it is
 * about.
 *
 * <p>Every method may throw {@link dev.orch.model.StoreUnavailableException}, and {@link
 * dev.orch.model.CorruptDataException} for stored documents that are not what they must be.
 */
public interface ComponentRollouts {
  /** The last rollout, if there ever was one. Never older than the head that was read before. */
  Optional<StoredRollout> current() throws InterruptedException;

  /** The same, and where this instance stands in it. */
  Optional<Standing> standing(InstanceId instance) throws InterruptedException;

  /**
   * Takes a lease, if one is free and the rollout is still as it was read.
   *
   * @param whenFree called once when it is worth trying again, if there was none free; on a thread
   *     of the store's, must return at once
   */
  Optional<Lease> take(InstanceId instance, StoredRollout stored, Runnable whenFree)
      throws InterruptedException;

  /** Lets the time limit of a lease begin anew; false if it is not held any more. */
  boolean renew(InstanceId instance, Lease lease) throws InterruptedException;

  /**
   * Gives a lease back and says what came of it, in one step. A lease that is not held any more is
   * no error. A failure is forgotten by health, and the other way only by {@link #worsen}.
   *
   * @param lease null if there is only a result
   * @param rollout that the result is about; if it is not the last one, nobody wants to know
   * @param result null if nothing was tried
   */
  void end(
      InstanceId instance, @Nullable Lease lease, String rollout, @Nullable RolloutResult result)
      throws InterruptedException;

  /**
   * Lets an instance count as failed that was healthy, if the rollout is still as it was read.
   *
   * @param reason one line
   * @return false if it is another by now
   */
  boolean worsen(InstanceId instance, StoredRollout stored, String reason)
      throws InterruptedException;

  /** Forgets that this instance failed, so that it is tried again. */
  void forgetFailure(InstanceId instance, String rollout) throws InterruptedException;

  /** Replaces the rollout, if it is still as it was read. */
  boolean replace(StoredRollout stored, Rollout next) throws InterruptedException;

  /** How far it has come. */
  RolloutProgress progress(Rollout rollout) throws InterruptedException;

  /** Whether the agent of this instance is connected. */
  boolean isLive(InstanceId instance) throws InterruptedException;

  /**
   * Takes a lease from someone who is not connected and whose time is over; that counts as a
   * failure in the rollout that it was taken for.
   */
  void expire(InstanceId holder, Lease lease, String reason) throws InterruptedException;

  /** Whether this instance is the one that moves the rollout on; it is if nobody else was. */
  boolean leads(InstanceId instance) throws InterruptedException;

  /** Lets another instance lead, if this one does. */
  void resign(InstanceId instance) throws InterruptedException;

  /** The store's own time; to be asked by who leads. */
  Instant serverTime() throws InterruptedException;

  /**
   * Calls {@code lookAgain} whenever the rollout may have changed, also after reconnects; on a
   * thread of the store's, must return at once.
   */
  Subscription watch(Runnable lookAgain);
}
