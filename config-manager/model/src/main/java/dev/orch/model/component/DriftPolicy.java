package dev.orch.model.component;

/** What an agent does when someone else changed a file that it placed. */
public enum DriftPolicy {
  /** Say so in the instance's report, and leave the file alone. */
  REPORT,
  /** Put the published bytes back. */
  HEAL
}
