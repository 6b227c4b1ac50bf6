package dev.orch.model.component;

/** How the files of a component lie in its home. */
public enum Layout {
  /** At their runtime paths. */
  IN_PLACE,
  /** Each state in a directory of its own, and a link that is flipped to the current one. */
  VERSIONED
}
