package dev.orch.testing;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Commits for tests, and making them in one call. */
public final class Commits {
  /** Alice, on host1, with the message "a test". */
  public static final Authorship AUTHORSHIP = new Authorship("alice", "host1", "a test", null);

  /** How long tests wait for the lock. */
  public static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private Commits() {}

  /** One component. */
  public static Commit.Publish publish(String component, FileTree tree) {
    SortedMap<LayerName, FileTree> components = new TreeMap<>();
    components.put(LayerName.parse(component), tree);
    return new Commit.Publish(components, AUTHORSHIP);
  }

  /** Two components. */
  public static Commit.Publish publish(
      String component, FileTree tree, String other, FileTree otherTree) {
    SortedMap<LayerName, FileTree> components =
        new TreeMap<>(publish(component, tree).components());
    components.put(LayerName.parse(other), otherTree);
    return new Commit.Publish(components, AUTHORSHIP);
  }

  public static Commit.Rollback rollback(RevisionInfo target) {
    return new Commit.Rollback(target, AUTHORSHIP);
  }

  public static Commit.Clear clear() {
    return new Commit.Clear(AUTHORSHIP);
  }

  /** Makes it live, in a write session of its own. */
  public static RevisionInfo make(RevisionStore store, ProjectName project, Commit commit)
      throws InterruptedException {
    try (WriteSession session = store.write(project, "a test", LOCK_WAIT)) {
      return session.commit(commit, CommitProgress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a revision of this one component live. */
  public static RevisionInfo publish(
      RevisionStore store, ProjectName project, String component, FileTree tree)
      throws InterruptedException {
    return make(store, project, publish(component, tree));
  }
}
