package dev.orch.model.command;

/** How far a command has come. */
public enum CommandState {
  /** Nobody has begun with it. */
  QUEUED,
  /** An agent is about to carry it out, or does so, or died with it. */
  CLAIMED,
  /** It was carried out. */
  DONE,
  /** It was tried, and did not succeed. */
  FAILED,
  /** The agent cannot do such a thing, or not now; nothing was done. */
  REFUSED,
  /** Its agent died with it: nobody knows how far it came. It is never run again. */
  INTERRUPTED,
  /** Its time was over before an agent began with it. It is never run. */
  EXPIRED;

  /** Whether nothing will change it any more. */
  public boolean isFinal() {
    return this != QUEUED && this != CLAIMED;
  }
}
