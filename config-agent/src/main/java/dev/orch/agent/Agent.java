package dev.orch.agent;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.engine.Outcome;
import dev.orch.engine.Pace;
import dev.orch.engine.ReconcileLoop;
import dev.orch.engine.RetryRequests;
import dev.orch.engine.command.CommandPasses;
import dev.orch.model.Progress;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps one instance at the live revision of its component: looks when it starts, when the head
 * changes, after every reconnect, when someone asks for a retry, and from time to time. Neither a
 * trigger that fails nor a store that is out of reach ends it.
 *
 * <p>It ends when it is closed, or by itself when the child that it owns has ended for good.
 */
public final class Agent implements AutoCloseable {
  private final AgentParts parts;
  private final CompletableFuture<AgentEnd> end = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Agent(AgentParts parts) {
    this.parts = parts;
    var unused = parts.childEnded().thenAccept(code -> end.complete(new AgentEnd.ChildEnded(code)));
  }

  /**
   * Starts one. It goes on with what the home holds while the store is out of reach.
   *
   * @param store stays its owner's to close, after the agent
   * @param factories of triggers other than {@code command}, {@code process} and {@code none}
   * @throws dev.orch.model.RefusedException when another process holds the home, or a live agent
   *     that is not ours has the instance's id
   * @throws IOException when the home cannot be made, read or written
   */
  public static Agent start(
      AgentConfig config, Store store, Collection<? extends TriggerFactory> factories)
      throws IOException, InterruptedException {
    AgentParts parts = AgentParts.open(config, store, factories, Progress.NONE);
    try {
      RetryRequests retries = new RetryRequests();
      parts.register(retries, parts.reporter()::stopped);
      CommandPasses passes = parts.commandPasses();
      ReconcileLoop loop =
          ReconcileLoop.start(
              passes,
              Pace.of(config.reconcileInterval()),
              config.closeTimeout(),
              parts.reporter()::outcome);
      parts.closeFirst(parts.rollouts()::close);
      parts.closeFirst(loop::close);
      parts.rollouts().onChange(loop::signal);
      retries.passOnTo(loop);
      Subscription watch = store.revisions().watchHead(config.identity().project(), loop::signal);
      parts.closeFirst(watch::close);
      Subscription commands = parts.watchCommands(passes.signalling(loop::signal));
      parts.closeFirst(commands::close);
      Subscription answers = parts.answerForOutput();
      parts.closeFirst(answers::close);
      return new Agent(parts);
    } catch (InterruptedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Applies the live revision, reports what came of it, and ends.
   *
   * @throws IllegalArgumentException when the agent is to own a child, which would end with it
   * @throws dev.orch.model.RefusedException as {@link #start}
   * @throws IOException as {@link #start}
   */
  public static Outcome runOnce(
      AgentConfig config, Store store, Collection<? extends TriggerFactory> factories)
      throws IOException, InterruptedException {
    return runOnce(config, store, factories, Progress.NONE);
  }

  /**
   * The same, telling how much is fetched.
   *
   * @throws IllegalArgumentException as the other
   * @throws dev.orch.model.RefusedException as {@link #start}
   * @throws IOException as {@link #start}
   */
  public static Outcome runOnce(
      AgentConfig config,
      Store store,
      Collection<? extends TriggerFactory> factories,
      Progress progress)
      throws IOException, InterruptedException {
    if (config.child().isPresent()) {
      throw new IllegalArgumentException("an agent that runs once cannot own a child");
    }
    try (AgentParts parts = AgentParts.open(config, store, factories, progress)) {
      parts.closeFirst(parts.rollouts()::close);
      parts.register(() -> {}, parts.reporter()::left);
      parts.passes().recover().ifPresent(parts.reporter()::outcome);
      Outcome outcome = parts.passes().reconcile();
      parts.reporter().outcome(outcome);
      return outcome;
    }
  }

  /** The child that runs now, if it owns one. */
  public OptionalLong childPid() {
    return parts.childPid();
  }

  /** Waits until it has ended or its child has; {@link #close} is to follow. */
  public AgentEnd await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end has no cause to fail", e);
    }
  }

  /**
   * Ends it in order: no more looks, the child, the last report. Bounded by the close timeout, the
   * child's stop timeout and what the store takes for the report. Safe from any thread; returns
   * once it has ended.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        parts.close();
      } finally {
        end.complete(new AgentEnd.Closed());
        closed.countDown();
      }
      return;
    }
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
