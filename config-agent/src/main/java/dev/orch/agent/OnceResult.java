package dev.orch.agent;

import dev.orch.engine.Outcome;

/**
 * What came of {@link Agent#runOnce}.
 *
 * @param outcome in detail
 */
public record OnceResult(Outcome outcome) {
  /** What it means for whoever starts the component next. */
  public enum Verdict {
    /** The home holds the live revision. */
    DONE,
    /** The store is out of reach; the home holds a whole revision, which may be an old one. */
    NOT_FRESH,
    /** The store is out of reach, and the home holds no whole revision. */
    OUT_OF_REACH,
    /** The component is not published any more, or its project was cleared; its files stay. */
    WITHDRAWN,
    /** Nothing was ever published for the component. */
    NOTHING_PUBLISHED,
    /** The live revision must not be applied before someone looks. */
    HELD,
    /** The live revision was tried; the home is as it was before. */
    FAILED,
    /** The home is not whole. */
    DAMAGED
  }

  /** What it means. */
  public Verdict verdict() {
    if (outcome instanceof Outcome.UpToDate || outcome instanceof Outcome.Applied) {
      return Verdict.DONE;
    }
    if (outcome instanceof Outcome.SourceUnavailable away) {
      return away.homeComplete() ? Verdict.NOT_FRESH : Verdict.OUT_OF_REACH;
    }
    if (outcome instanceof Outcome.Removed || outcome instanceof Outcome.Cleared) {
      return Verdict.WITHDRAWN;
    }
    if (outcome instanceof Outcome.Absent) {
      return Verdict.NOTHING_PUBLISHED;
    }
    if (outcome instanceof Outcome.Held) {
      return Verdict.HELD;
    }
    return outcome instanceof Outcome.Failed ? Verdict.FAILED : Verdict.DAMAGED;
  }
}
