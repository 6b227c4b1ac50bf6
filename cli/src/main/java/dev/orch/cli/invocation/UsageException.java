package dev.orch.cli.invocation;

import dev.orch.model.OrchException;

/** The command line itself is wrong or incomplete; nothing was done. */
public final class UsageException extends OrchException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message, String advice) {
    super(message, advice, null);
  }

  public UsageException(String message, String advice, Throwable cause) {
    super(message, advice, cause);
  }
}
