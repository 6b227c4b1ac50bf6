package dev.orch.publisher.plan;

/** What becomes of a whole component. */
public enum ComponentFate {
  /** It was not there before. */
  ADDED,
  /** It is there before and after, not the same. */
  CHANGED,
  /** It is there no more. */
  REMOVED
}
