package dev.orch.engine;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.Subscription;
import dev.orch.model.revision.WriteSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Another store, of which a test says which heads its servers answer with. */
final class SettableHeads implements RevisionStore {
  private final RevisionStore store;
  private Head head;
  private Head latest;

  SettableHeads(RevisionStore store, Head head) {
    this.store = store;
    this.head = head;
    this.latest = head;
  }

  void answerWith(Head lagging) {
    head = lagging;
  }

  void answerWithLatest(Head newLatest) {
    latest = newLatest;
  }

  @Override
  public Optional<Head> head(ProjectName project) {
    return Optional.of(head);
  }

  @Override
  public Optional<Head> latestHead(ProjectName project) {
    return Optional.of(latest);
  }

  @Override
  public FileTree open(ProjectName project, ComponentName component, ComponentHead state)
      throws InterruptedException {
    return store.open(project, component, state);
  }

  @Override
  public List<ProjectName> projects() throws InterruptedException {
    return store.projects();
  }

  @Override
  public List<RevisionInfo> history(ProjectName project, int limit) throws InterruptedException {
    return store.history(project, limit);
  }

  @Override
  public Optional<RevisionInfo> revision(ProjectName project, long number)
      throws InterruptedException {
    return store.revision(project, number);
  }

  @Override
  public long bytesHeld(ProjectName project) throws InterruptedException {
    return store.bytesHeld(project);
  }

  @Override
  public Subscription watchHead(ProjectName project, Runnable lookAgain) {
    return store.watchHead(project, lookAgain);
  }

  @Override
  public WriteSession write(ProjectName project, String writer, Duration lockWait)
      throws InterruptedException {
    return store.write(project, writer, lockWait);
  }
}
