package dev.orch.benchmarks.lean;

/** A Java that does nothing, until its standard input ends. */
public final class Sleeper {
  private Sleeper() {}

  public static void main(String[] args) throws Exception {
    System.out.println("OK");
    while (System.in.read() >= 0) {
      // Nobody says anything.
    }
  }
}
