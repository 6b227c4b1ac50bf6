package dev.orch.agent.process;

import dev.orch.model.settings.CommandVariable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a child is started.
 *
 * @param command program and arguments, at least one
 * @param directory its working directory
 * @param variables added to the agent's own environment
 */
record Launch(List<String> command, Path directory, Map<CommandVariable, String> variables) {
  Launch {
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
  }
}
