package dev.orch.testing;

/**
 * How many of very many trials by chance are made: all in the profile {@code full}, elsewhere the
 * first fifth of the same sequence.
 */
public final class Trials {
  /** Set by the build. */
  private static final boolean FULL = Boolean.getBoolean("orch.test.full");

  private static final int SHARE = 5;

  private Trials() {}

  /**
   * Those made here.
   *
   * @param all how many the profile {@code full} makes
   */
  public static int of(int all) {
    return FULL ? all : all / SHARE;
  }
}
