package dev.orch.publisher.verify;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;

/**
 * One way in which an instance is not as it should be.
 *
 * @param detail what was expected and found, one line
 */
public record InstanceDifference(
    ComponentName component, InstanceId instance, Kind kind, String detail) {

  /** In which way. */
  public enum Kind {
    /** What it runs is not what is published. */
    NOT_APPLIED,
    /** Its agent says that something is wrong, or has not finished. */
    STATE,
    /** Someone else changed files that its agent placed. */
    DRIFTED,
    /** Its agent is not connected, and did not end in order. */
    NOT_LIVE
  }
}
