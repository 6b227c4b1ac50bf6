package dev.orch.model.instance;

/** An instance's place in the registry, kept alive over reconnects and lost sessions. */
public interface Registration extends AutoCloseable {
  /**
   * Replaces the report. Does not wait: while the store is out of reach, the newest report is kept
   * and sent on reconnect. One that says nothing new, its time apart, may be passed over; so may
   * one that says APPLYING if another follows within a second.
   */
  void report(InstanceReport report);

  /** Sends what is not sent yet, within a bounded time, and ends being live. */
  @Override
  void close();
}
