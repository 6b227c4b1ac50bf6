package dev.orch.benchmarks.harness;

/** What a contestant is in the table. */
public enum Role {
  /** The least that the same work can cost here; others are divided by it. */
  FLOOR,
  ORCH,
  PEER,
  /** A part of the work, measured to explain the rest. */
  PART
}
