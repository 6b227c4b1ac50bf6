package dev.orch.cli.quickstart;

import dev.orch.cli.invocation.Invocation;

/** Runs another command as its user would, in this process. */
@FunctionalInterface
public interface Calls {
  /** The exit code of the call. */
  int run(String[] args, Invocation invocation);
}
