package dev.orch.agent;

import dev.orch.engine.TriggerContext;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.Change;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the engine tells triggers, for tests that call them themselves. */
public final class Moves {
  public static final InstanceIdentity IDENTITY =
      new InstanceIdentity(
          new ProjectName("weather"), new ComponentName("file-mgr"), new InstanceId("node-1"));

  private final Path home;
  private final Reaction reaction;
  private @Nullable ComponentSpec from = ComponentSpec.DEFAULT;
  private @Nullable ComponentSpec to = ComponentSpec.DEFAULT;
  private List<Change> changes = List.of(new Change.Added(file("etc/a.properties")));
  private boolean undoing;
  private boolean resumed;

  private Moves(Path home, Reaction reaction) {
    this.home = home;
    this.reaction = reaction;
  }

  public static Moves asking(Reaction reaction, Path home) {
    return new Moves(home, reaction);
  }

  public static ComponentSpec spec(Map<String, String> canonical) {
    return ComponentSpec.ofCanonical(canonical);
  }

  public static FileEntry file(String path) {
    byte[] content = path.getBytes(StandardCharsets.UTF_8);
    return new FileEntry(
        new ConfigPath(path), FileKind.PROPERTIES, Digest.of(content), content.length, false);
  }

  public Moves from(@Nullable ComponentSpec spec) {
    from = spec;
    return this;
  }

  public Moves to(@Nullable ComponentSpec spec) {
    to = spec;
    return this;
  }

  public Moves within(ComponentSpec spec) {
    return from(spec).to(spec);
  }

  public Moves changes(List<Change> list) {
    changes = new ArrayList<>(list);
    return this;
  }

  public Moves undoing() {
    undoing = true;
    return this;
  }

  public Moves resumed() {
    resumed = true;
    return this;
  }

  public TriggerContext context() {
    return new TriggerContext(
        12,
        home.toUri(),
        new ActionList(new ChangeList(changes, false), reaction),
        from,
        to,
        undoing,
        resumed);
  }
}
