package dev.orch.cli.invocation;

/** How a call ends, as its caller sees it. The numbers are a promise. */
public enum ExitCode {
  /** Done, or in sync. */
  OK(0),
  /** {@code plan}, {@code verify} and {@code diff} found differences. */
  DIFFERENCES(1),
  /** Wrong usage, or invalid input; nothing was written. */
  INVALID(2),
  /** The store is out of reach, or the outcome of a commit is unknown. */
  UNREACHABLE(3),
  /** A conflict, a guard, a missing permission or a missing confirmation; nothing was written. */
  REFUSED(4),
  /** Not all instances run it in time. */
  NOT_CONVERGED(5),
  /** An apply or restart failed and was undone. */
  APPLY_FAILED(6),
  /** A defect of orch itself, or of the machine under it. */
  INTERNAL(70),
  /** Interrupted from outside (128 + SIGINT). */
  INTERRUPTED(130),
  /** Whoever read the output stopped reading (128 + SIGPIPE). */
  OUTPUT_CLOSED(141);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
