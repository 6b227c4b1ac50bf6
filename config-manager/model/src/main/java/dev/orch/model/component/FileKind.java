package dev.orch.model.component;

/** What a file is to its component. */
public enum FileKind {
  /** Delivered, and loadable as Java properties. */
  PROPERTIES,
  /** Delivered. */
  CONFIGURATION
}
