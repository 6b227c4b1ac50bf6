package dev.orch.publisher;

import dev.orch.model.InvalidInputException;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.text.UnknownName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is live in a project.
 *
 * @param projectId tells it from another project of the same name; empty if there is none
 * @param revision the number of the live revision; 0 if there is none
 * @param states all components, each in its layers
 * @param heads where the store keeps them
 */
record LiveProject(
    String projectId,
    long revision,
    ComponentStates states,
    SortedMap<LayerName, ComponentHead> heads) {

  /** Without a lock; a project that does not exist has nothing live. */
  static LiveProject of(RevisionStore store, ProjectName project) throws InterruptedException {
    return store
        .latestHead(project)
        .map(head -> of(store, project, head))
        .orElseGet(LiveProject::none);
  }

  /** The same as the nearest server knows it, which may be older. */
  static LiveProject recent(RevisionStore store, ProjectName project) throws InterruptedException {
    return store.head(project).map(head -> of(store, project, head)).orElseGet(LiveProject::none);
  }

  private static LiveProject none() {
    return new LiveProject("", 0, ComponentStates.of(new TreeMap<>()), new TreeMap<>());
  }

  private static LiveProject of(RevisionStore store, ProjectName project, Head head) {
    return new LiveProject(
        head.projectId(),
        head.revision(),
        ComponentStates.of(store, project, head.components()),
        head.components());
  }

  /** As it is for a writer; nobody else changes it meanwhile. */
  static LiveProject of(WriteSession session) {
    Head head = session.head();
    return new LiveProject(
        head.projectId(), head.revision(), ComponentStates.of(session), head.components());
  }

  boolean exists() {
    return !projectId.isEmpty();
  }

  /** Nothing live is the same in a project that is not there and in one just made. */
  boolean isSameAs(LiveProject other) {
    return revision == other.revision && (revision == 0 || projectId.equals(other.projectId));
  }

  /**
   * Of a project that must exist.
   *
   * @throws InvalidInputException when it does not, with a suggestion
   */
  static LiveProject existing(RevisionStore store, ProjectName project)
      throws InterruptedException {
    LiveProject live = of(store, project);
    if (!live.exists()) {
      List<String> known = store.projects().stream().map(ProjectName::value).toList();
      throw new InvalidInputException(
          "there is no project " + project,
          UnknownName.problems("project", List.of(project.value()), known));
    }
    return live;
  }
}
