package dev.orch.benchmarks.harness;

/** Does the work once, measures it, and tidies up; only what it adds counts. */
@FunctionalInterface
public interface Measurement {
  /** Adds one value, or several of the same kind. */
  void take(Samples samples) throws Exception;
}
