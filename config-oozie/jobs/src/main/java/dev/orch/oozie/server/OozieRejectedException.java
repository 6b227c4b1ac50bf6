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
}
