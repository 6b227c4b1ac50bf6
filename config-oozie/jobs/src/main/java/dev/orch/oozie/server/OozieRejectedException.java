package dev.orch.oozie.server;

import dev.orch.model.OrchException;
import org.jspecify.annotations.Nullable;

/** The Oozie server understood a call and refused it. */
public final class OozieRejectedException extends OrchException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Creates it from its parts.
   *
   * @param code Oozie's code, such as E0803; empty if it gave none
   * @param message one line of what was asked and what Oozie said
   */
  public OozieRejectedException(
      String code, String message, String advice, @Nullable Throwable cause) {
    super(message, advice, cause);
    this.code = code;
  }

  /** Oozie's code, such as E0803; empty if it gave none. */
  public String code() {
    return code;
  }

  /** What Oozie said, from its code on; the whole message if it gave none. */
  public String answer() {
    String message = String.valueOf(getMessage());
    String before = ": ";
    int at = code.isEmpty() ? -1 : message.indexOf(before + code);
    return at < 0 ? message : message.substring(at + before.length());
  }
}
