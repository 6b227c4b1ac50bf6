package dev.orch.agent;

import dev.orch.agent.process.ChildListener;
import dev.orch.engine.report.InstanceReporter;

/** Has the child's trouble reported with the instance. */
record ChildReports(InstanceReporter reporter) implements ChildListener {
  @Override
  public void crashed(String what) {
    reporter.crashed(what);
  }

  @Override
  public void steady() {
    reporter.steady();
  }
}
