package dev.orch.config;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.Commit;
import dev.orch.model.store.Store;
import dev.orch.testing.Commits;

/** Publishes to the project {@code weather}; each call returns the revision's number. */
final class TestProject {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final String FILE_MGR = "file-mgr";

  private final Store store;

  TestProject(Store store) {
    this.store = store;
  }

  /** Makes this the state of {@code file-mgr}, the only component. */
  long publish(FileTree fileMgr) throws InterruptedException {
    return publish(FILE_MGR, fileMgr);
  }

  /** Makes this the only component. */
  long publish(String component, FileTree tree) throws InterruptedException {
    return commit(Commits.publish(component, tree));
  }

  /** The same with another component beside {@code file-mgr}. */
  long publishBeside(FileTree fileMgr, FileTree other) throws InterruptedException {
    return commit(Commits.publish(FILE_MGR, fileMgr, "other", other));
  }

  long clear() throws InterruptedException {
    return commit(Commits.clear());
  }

  private long commit(Commit commit) throws InterruptedException {
    return Commits.make(store.revisions(), WEATHER, commit).number();
  }
}
