package dev.orch.oozie.server;

/** The kinds of jobs that Oozie runs. */
public enum JobKind {
  /** Materializes one workflow for each nominal time. */
  COORDINATOR,
  /** Runs once. */
  WORKFLOW,
  /** Holds coordinators. */
  BUNDLE
}
