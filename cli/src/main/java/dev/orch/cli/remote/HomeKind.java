package dev.orch.cli.remote;

import dev.orch.cli.oozie.JobsCheck;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import java.io.IOException;
import java.util.Optional;

/** What a home that is not on this machine holds, or is to hold. */
final class HomeKind {
  private HomeKind() {}

  /** As what is kept in it shows; nothing for one that was never used. */
  static Optional<HomeDocument> of(RemoteHome home) throws IOException {
    return HomeDocument.among(home.names(HomeDocument.DIRECTORY));
  }

  /**
   * As the component asks for that is published; nothing as long as it is not.
   *
   * @throws dev.orch.model.StoreUnavailableException when the store cannot be asked
   */
  static Optional<HomeDocument> of(
      RevisionStore store, ProjectName project, ComponentName component)
      throws InterruptedException {
    Optional<ComponentHead> head = store.head(project).flatMap(it -> it.component(component));
    if (head.isEmpty()) {
      return Optional.empty();
    }
    FileTree tree = store.open(project, head.get());
    return Optional.of(JobsCheck.isOfJobs(tree) ? HomeDocument.JOBS : HomeDocument.FILES);
  }
}
