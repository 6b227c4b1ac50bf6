package dev.orch.engine.report;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.event.EventLog;
import org.jspecify.annotations.Nullable;

/** Says what happens to an instance, so that it is recorded. Must return at once and never fail. */
@FunctionalInterface
public interface InstanceEvents {
  /** To be told to nobody. */
  InstanceEvents NONE = (kind, revision, who, text) -> {};

  /**
   * Something has happened.
   *
   * @param revision the number of the one that it is about; 0 for none
   * @param who asked for it; null where nobody did
   * @param text what there is to say; null for nothing
   */
  void happened(EventKind kind, long revision, @Nullable String who, @Nullable String text);

  /** Recorded in the log of this instance's project. */
  static InstanceEvents of(
      EventLog log, ProjectName project, ComponentName component, InstanceId instance) {
    return (kind, revision, who, text) ->
        log.append(project, new Event(kind, component, instance, revision, who, text));
  }
}
