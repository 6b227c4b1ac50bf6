package dev.orch.oozie.deploy;

import java.io.IOException;

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

  /**
   * Makes every other process that has the home open find, when it writes next, that it was
   * overtaken.
   */
  void takeOver() throws IOException;

  @Override
  void close() throws IOException;
}
