package dev.orch.model.event;

/** What kind of thing has happened. */
public enum EventKind {
  /** A tree became the live revision. */
  PUBLISHED,
  /** An older revision was made live again. */
  ROLLED_BACK,
  /** The project was cleared. */
  CLEARED,
  /** An instance put a revision in place. */
  APPLIED,
  /** An instance tried to, and went back; or it could do neither. */
  FAILED,
  /** An instance could apply a revision, but must not. */
  HELD,
  /** Someone else changed files of an instance. */
  DRIFTED,
  /** A command had an instance restart its component. */
  RESTARTED,
  /** A command had an instance have its files read again. */
  RELOADED,
  /** A command had an instance stop its component. */
  STOPPED,
  /** A command had an instance start its component. */
  STARTED,
  /** An instance's agent has started. */
  JOINED,
  /** An instance's agent has ended in order. */
  LEFT,
  /** A rollout has stopped itself. */
  HALTED,
  /** Something that this version does not know; the text says what. */
  OTHER
}
