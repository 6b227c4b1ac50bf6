package dev.orch.model.revision;

/** Ends when closed; no call comes after {@link #close()} has returned. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
