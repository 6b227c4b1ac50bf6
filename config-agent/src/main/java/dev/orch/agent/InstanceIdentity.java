package dev.orch.agent;

import dev.orch.engine.TriggerContext;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.CommandVariable;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Which running copy of which component an agent is responsible for. */
public record InstanceIdentity(ProjectName project, ComponentName component, InstanceId instance) {
  /** What commands and child processes are told in their environment. */
  public Map<CommandVariable, String> variables(TriggerContext context) {
    Map<CommandVariable, String> variables = new EnumMap<>(CommandVariable.class);
    variables.put(CommandVariable.PROJECT, project.value());
    variables.put(CommandVariable.COMPONENT, component.value());
    variables.put(CommandVariable.INSTANCE, instance.value());
    variables.put(CommandVariable.HOME, place(context.home()));
    variables.put(CommandVariable.REVISION, Long.toString(context.revision()));
    return variables;
  }

  private static String place(URI home) {
    return "file".equals(home.getScheme()) ? Path.of(home).toString() : home.toString();
  }
}
