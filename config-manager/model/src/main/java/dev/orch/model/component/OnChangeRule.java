package dev.orch.model.component;

import dev.orch.model.path.ConfigPath;
import dev.orch.model.path.Glob;
import java.util.List;

/** Files that match one of the patterns ask for this reaction when they change. */
public record OnChangeRule(List<Glob> paths, Reaction reaction) {
  public OnChangeRule {
    paths = List.copyOf(paths);
  }

  boolean selects(ConfigPath path) {
    return paths.stream().anyMatch(glob -> glob.matches(path));
  }
}
