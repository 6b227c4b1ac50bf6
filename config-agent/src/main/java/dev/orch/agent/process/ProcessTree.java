package dev.orch.agent.process;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and all that descends from it. A descendant whose parent has ended before it was looked
 * for, as a daemon's has, is not part of it any more.
 */
public final class ProcessTree {
  /** How long the kernel gets to end a killed process; longer only when it hangs in a device. */
  private static final Duration AFTER_KILL = Duration.ofSeconds(5);

  private final ProcessHandle root;

  public ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /**
   * Sends TERM to every process of the tree, since a shell that is ended does not end what it
   * started, and KILL to those that are still there after {@code grace}.
   *
   * @return whether all of them have ended
   */
  public boolean stop(Duration grace) throws InterruptedException {
    Set<ProcessHandle> members = members(Set.of(root));
    members.forEach(ProcessHandle::destroy);
    return awaitEnd(members, grace) || kill(members);
  }

  private static boolean kill(Set<ProcessHandle> known) throws InterruptedException {
    // Looked for again: what got a TERM may have started something since.
    Set<ProcessHandle> members = members(known);
    members.forEach(ProcessHandle::destroyForcibly);
    return awaitEnd(members, AFTER_KILL);
  }

  private static Set<ProcessHandle> members(Collection<ProcessHandle> known) {
    Set<ProcessHandle> members = new LinkedHashSet<>(known);
    known.forEach(handle -> handle.descendants().forEach(members::add));
    return members;
  }

  private static boolean awaitEnd(Collection<ProcessHandle> members, Duration atMost)
      throws InterruptedException {
    CompletableFuture<?>[] ends =
        members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return members.stream().noneMatch(ProcessHandle::isAlive);
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process does not fail", e);
    }
  }
}
