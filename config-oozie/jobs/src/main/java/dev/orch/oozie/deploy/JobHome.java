package dev.orch.oozie.deploy;

import dev.orch.model.InstanceId;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a component of jobs lives: its files, what is known of them, and what is applied. Several
 * processes may have it open; whoever writes after another has written since it last read is
 * refused with {@link dev.orch.model.RefusedException}, and has to {@link #load} again. Used by one
 * thread at a time.
 */
public interface JobHome extends JobFiles, JobMemory, AutoCloseable {
  /** Where it is, for messages. */
  String location();

  /** What was last saved of the whole; {@link HomeState#NEW} if nothing. */
  HomeState state() throws IOException;

  /** Replaces what is known of the whole. */
  void save(HomeState state) throws IOException;

  /** Who acts for it, as was noted last; nothing if nobody does. */
  Optional<InstanceId> leader() throws IOException;

  /**
   * Notes who acts for it from now on. Every other process that has the home open finds, when it
   * writes next, that it was overtaken.
   *
   * @param leader null for whoever comes
   * @throws dev.orch.model.RefusedException when another was quicker
   */
  void takeOver(@Nullable InstanceId leader) throws IOException;

  /** Keeps the key of an instance's session with the store. Safe for use by several threads. */
  SessionSlot sessionSlot(InstanceId instance);

  @Override
  void close() throws IOException;
}
