package dev.orch.publisher.provenance;

/** How a checkout stands to a commit that was published. */
public enum Ancestry {
  /** The checkout is of an ancestor: it lacks what was published since. */
  OLDER,
  /** It is of the same commit, a descendant, or another line of development. */
  NOT_OLDER,
  /** The published commit is not known here: another repository, a shallow or an old clone. */
  UNKNOWN
}
