package dev.orch.agent;

/** Why an agent ended. */
public sealed interface AgentEnd {
  /** It was closed. */
  record Closed() implements AgentEnd {}

  /** Its child has ended for good by itself, with this exit code. */
  record ChildEnded(int exitCode) implements AgentEnd {}
}
