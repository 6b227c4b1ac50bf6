package dev.orch.oozie.job;

import java.util.Locale;

/** How a server is told who calls. */
public enum Authentication {
  /** By a name, which it takes our word for. */
  SIMPLE,
  /** By a ticket. */
  KERBEROS;

  /**
   * As it is written.
   *
   * @throws IllegalArgumentException for another text
   */
  public static Authentication named(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected simple or kerberos, found " + text, e);
    }
  }
}
