package dev.orch.model.revision;

/** What made a revision. */
public enum RevisionKind {
  PUBLISH,
  ROLLBACK,
  CLEAR
}
