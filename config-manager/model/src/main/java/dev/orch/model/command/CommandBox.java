package dev.orch.model.command;

import java.util.List;
import java.util.Optional;

/**
 * The commands to one instance, as both those who ask and the agent see them. Safe for use by
 * several threads. Each method may throw {@link dev.orch.model.StoreUnavailableException}.
 */
public interface CommandBox {
  /** How many finished commands are kept; the oldest are forgotten when another is queued. */
  int KEPT = 20;

  /** The most that may wait or be under way at a time. */
  int MAX_OPEN = 50;

  /**
   * Queues one. If it is not known whether that came about, the same call may be made again.
   *
   * @param id chosen by whoever asks
   * @throws IllegalArgumentException when there is no such instance
   * @throws dev.orch.model.RefusedException when {@value #MAX_OPEN} are open already
   */
  CommandRecord add(CommandId id, CommandRequest request) throws InterruptedException;

  /** All that are known, oldest first; empty when there is no such instance. */
  List<CommandRecord> list() throws InterruptedException;

  /** One of them, not older than it is now. */
  Optional<CommandRecord> find(CommandId id) throws InterruptedException;

  /**
   * Changes the progress, if nobody has changed it since it was read.
   *
   * @return what the store has now; nothing if someone else was first, or it is gone
   */
  Optional<CommandRecord> replace(CommandRecord read, CommandProgress next)
      throws InterruptedException;
}
