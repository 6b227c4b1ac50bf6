package dev.orch.model.component;

/** What a change of a file asks of the running component, from the least to the most. */
public enum Reaction {
  /** The component reads the file when it needs it. */
  NOTHING,
  /** The component is told to read its files again, after they are in place. */
  RELOAD,
  /** The component is stopped before the files change and started after. */
  RESTART
}
