package dev.orch.cli.remote;

import dev.orch.cli.oozie.JobsCheck;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileTree;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a home that is not on this machine holds. */
enum HomeKind {
  /** Oozie jobs. */
  JOBS,
  /** The files of a component. */
  FILES;

  private static final String ORCH = ".orch";
  private static final String JOBS_DOCUMENT = "jobs";
  private static final String HOME_DOCUMENT = "home";

  /** As what is kept in it shows; nothing for one that was never used. */
  static Optional<HomeKind> of(RemoteHome home) throws IOException {
    List<String> names = home.names(ORCH);
    if (names.contains(JOBS_DOCUMENT)) {
      return Optional.of(JOBS);
    }
    return names.contains(HOME_DOCUMENT) ? Optional.of(FILES) : Optional.empty();
  }

  /**
   * As the component asks for that is published; nothing as long as it is not.
   *
   * @throws StoreUnavailableException when the store cannot be asked
   */
  static Optional<HomeKind> of(RevisionStore store, ProjectName project, ComponentName component)
      throws InterruptedException {
    Optional<ComponentHead> head = store.head(project).flatMap(it -> it.component(component));
    if (head.isEmpty()) {
      return Optional.empty();
    }
    FileTree tree = store.open(project, component, head.get());
    return Optional.of(JobsCheck.isOfJobs(tree) ? JOBS : FILES);
  }
}
