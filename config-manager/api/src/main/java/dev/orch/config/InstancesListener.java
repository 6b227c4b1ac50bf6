package dev.orch.config;

/** Wants to know which instances of a component are live. */
@FunctionalInterface
public interface InstancesListener {
  /**
   * Someone came, went or reported something else; called first with those who are there. Of
   * several changes in a short time the last state is told. Called on a thread of the manager's, by
   * one at a time; what it throws is logged.
   */
  void changed(InstancesChange change);
}
