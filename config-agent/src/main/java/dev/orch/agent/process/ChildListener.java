package dev.orch.agent.process;

/** Told how a supervised child does; must return at once. */
public interface ChildListener {
  /**
   * It ended though it should run, or could not be started, and is started again later.
   *
   * @param what one line: what came of it and when it is tried again
   */
  void crashed(String what);

  /** After crashes: it ran long enough to count as sound, or was ended on purpose. */
  void steady();
}
