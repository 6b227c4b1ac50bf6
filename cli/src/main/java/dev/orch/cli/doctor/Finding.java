package dev.orch.cli.doctor;

import dev.orch.cli.invocation.ExitCode;

/**
 * What was looked at, and how it is.
 *
 * @param check {@code java}, {@code zookeeper}, {@code clock} or {@code home}
 * @param found in plain words
 * @param advice what to do; empty if nothing is to be done
 * @param code with which the call ends if this is the worst
 */
record Finding(String check, Verdict verdict, String found, String advice, ExitCode code) {
  /** How it is. */
  enum Verdict {
    OK,
    /** It works, and could be better. */
    WARNING,
    /** It keeps orch from working. */
    PROBLEM
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Verdict.OK, found, "", ExitCode.OK);
  }

  static Finding warning(String check, String found, String advice) {
    return new Finding(check, Verdict.WARNING, found, advice, ExitCode.OK);
  }

  static Finding problem(String check, String found, String advice, ExitCode code) {
    return new Finding(check, Verdict.PROBLEM, found, advice, code);
  }
}
