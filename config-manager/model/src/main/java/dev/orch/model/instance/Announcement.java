package dev.orch.model.instance;

/**
 * What an instance was told at its start to say of itself, so that others can find and choose it.
 */
public record Announcement(Labels labels, Endpoints endpoints) {
  /** Neither a label nor an endpoint. */
  public static final Announcement NONE = new Announcement(Labels.NONE, Endpoints.NONE);
}
