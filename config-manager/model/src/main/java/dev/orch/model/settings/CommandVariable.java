package dev.orch.model.settings;

/** The environment variables that tell commands and child processes what they are run for. */
public enum CommandVariable {
  PROJECT(Setting.PROJECT.environment()),
  COMPONENT(Setting.COMPONENT.environment()),
  INSTANCE(Setting.INSTANCE.environment()),
  /** A path where the home is a local directory, otherwise a URI. */
  HOME(Setting.HOME.environment()),
  /** The number of the revision that the command is run for; 0 if there is none. */
  REVISION("ORCH_REVISION"),
  /** The process id of the agent's child, for its reload command. */
  CHILD_PID("ORCH_CHILD_PID");

  private final String variable;

  CommandVariable(String variable) {
    this.variable = variable;
  }

  /** The environment variable. */
  public String variable() {
    return variable;
  }
}
