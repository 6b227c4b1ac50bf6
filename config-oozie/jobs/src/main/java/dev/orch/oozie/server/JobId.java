package dev.orch.oozie.server;

/**
 * The id that Oozie gave a job.
 *
 * @param value as Oozie spells it, not empty
 */
public record JobId(String value) {
  public JobId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("expected the id of a job, found a blank one");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
