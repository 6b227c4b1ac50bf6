package dev.orch.model.instance;

/** What an instance says of itself. */
public enum InstanceState {
  /** It has just started and not looked yet. */
  STARTING,
  /** It is putting a revision in place. */
  APPLYING,
  /** What it runs is the state of the revision that it names. */
  APPLIED,
  /** It could apply, but must not: someone has to look. What it ran before it still runs. */
  HELD,
  /** It tried, failed, and went back to what it ran before. */
  FAILED,
  /** It could neither finish nor go back. The component is not started. */
  DAMAGED,
  /** The component is not in the project any more; its files stay. */
  REMOVED,
  /** The project was cleared; the files stay. */
  CLEARED,
  /** The agent ended in order. */
  STOPPED
}
