package dev.orch.robustness.history;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** Collects what all actors do, and is their clock. */
public final class Recorder {
  private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
  private final LongSupplier nanoTime;
  private final long begin;

  public Recorder(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  /** Nanoseconds since the run began. */
  public long now() {
    return nanoTime.getAsLong() - begin;
  }

  /** What was invoked then and has just been answered. */
  public Operation.Call call(String actor, long invoked) {
    return new Operation.Call(actor, invoked, now());
  }

  public void add(Operation operation) {
    operations.add(operation);
  }

  /** How many there are now. */
  public int size() {
    return operations.size();
  }

  /** Whether a write was committed that was asked for after this time. */
  public boolean committedSince(long time) {
    return history()
        .of(Operation.Write.class)
        .anyMatch(
            write ->
                write.outcome() instanceof Operation.Outcome.Committed
                    && write.call().invoked() > time);
  }

  public History history() {
    return new History(List.copyOf(operations));
  }
}
