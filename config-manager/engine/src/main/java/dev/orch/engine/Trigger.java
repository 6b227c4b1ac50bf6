package dev.orch.engine;

/**
 * Stops, starts and reloads what runs on a home's files. Each method may be called again for the
 * same context after a crash, in another process, and must then lead to the same end; a method with
 * nothing to do returns at once.
 *
 * <p>The order of one apply: {@link #prepare}, the files move, {@link #activate}. When it fails:
 * {@code prepare} again with {@link TriggerContext#undoing()}, the files move back, {@link #undo}.
 * Called by one thread at a time.
 */
public interface Trigger {
  /** Does nothing. */
  Trigger NONE =
      new Trigger() {
        @Override
        public void ensure(TriggerContext context) {}

        @Override
        public void prepare(TriggerContext context) {}

        @Override
        public void activate(TriggerContext context) {}

        @Override
        public void undo(TriggerContext context) {}
      };

  /**
   * The home is complete and stays as it is for now: sees to it that what should run on it does.
   * Called once after the start of an agent whose first look applied nothing, whatever the reason:
   * up to date, held, failed before, or the source out of reach. {@code context.actions()} is
   * empty, {@code from} and {@code to} are the same.
   */
  void ensure(TriggerContext context) throws TriggerException, InterruptedException;

  /** Before files move: stops or drains what is affected. When it throws, nothing is moved. */
  void prepare(TriggerContext context) throws TriggerException, InterruptedException;

  /** The files are in place: starts or reloads what is affected. */
  void activate(TriggerContext context) throws TriggerException, InterruptedException;

  /** The former files are back in place: starts or reloads what is affected. */
  void undo(TriggerContext context) throws TriggerException, InterruptedException;
}
