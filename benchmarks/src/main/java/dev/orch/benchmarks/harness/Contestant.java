package dev.orch.benchmarks.harness;

/**
 * Somebody who does the work of a row.
 *
 * @param name as shown; one name a row
 * @param mostRounds after how many rounds it sits out; a slow one would otherwise use up the time
 */
public record Contestant(Role role, String name, int mostRounds, Measurement measurement) {
  private static final int FEW = 5;

  /** The floor. */
  public static Contestant floor(String name, Measurement measurement) {
    return new Contestant(Role.FLOOR, name, Integer.MAX_VALUE, measurement);
  }

  /** What all this is about. */
  public static Contestant orch(String name, Measurement measurement) {
    return new Contestant(Role.ORCH, name, Integer.MAX_VALUE, measurement);
  }

  /** Another program. */
  public static Contestant peer(String name, Measurement measurement) {
    return new Contestant(Role.PEER, name, Integer.MAX_VALUE, measurement);
  }

  /** A part of the work. */
  public static Contestant part(String name, Measurement measurement) {
    return new Contestant(Role.PART, name, Integer.MAX_VALUE, measurement);
  }

  /** The same, in the first rounds only. */
  public Contestant few() {
    return new Contestant(role, name, FEW, measurement);
  }
}
