package dev.orch.engine.observe;

/** Why something failed, as few words as there are remedies; the report has the whole sentence. */
public enum FailureReason {
  /** What runs on the home could not be stopped. */
  STOP,
  /** It could not be started, or would not read its files again. */
  START,
  /** It was started, and was not healthy in time. */
  HEALTH,
  /** The right to be changed in a rollout was lost before anything was stopped. */
  LEASE,
  /** The home could not be read or written. */
  HOME,
  /** Jobs could not be brought to their state. */
  JOBS,
  /** The store went away while files were fetched. */
  STORE,
  /** Neither finished nor taken back. */
  DAMAGED,
  /** It ended by itself. */
  CRASH
}
