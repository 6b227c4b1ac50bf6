package dev.orch.model;

import org.jspecify.annotations.Nullable;

/**
 * The store was lost while it committed, and it could not be found out in time whether the revision
 * is live. It is either wholly there or not at all; its publish id says which once the store
 * answers.
 */
public final class OutcomeUnknownException extends OrchException {
  private static final long serialVersionUID = 1L;

  private final String publishId;

  public OutcomeUnknownException(String publishId, @Nullable Throwable cause) {
    super(
        "the store was lost during the commit of publish " + publishId + ": outcome unknown",
        "When the store answers again, ask which with: orch history --publish-id " + publishId,
        cause);
    this.publishId = publishId;
  }

  /** By which the revision can be looked for. */
  public String publishId() {
    return publishId;
  }
}
