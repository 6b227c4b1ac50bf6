package dev.orch.model.revision;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the revisions of projects.
 *
 * <p>Every method that asks the store may throw {@link dev.orch.model.StoreUnavailableException},
 * and {@link dev.orch.model.CorruptDataException} for stored documents that are not what they must
 * be. Safe for use by several threads.
 */
public interface RevisionStore {
  /** All projects, sorted. */
  List<ProjectName> projects() throws InterruptedException;

  /**
   * The head of a project, or nothing if there is no such project. One read; a lagging server may
   * answer with an older one.
   */
  Optional<Head> head(ProjectName project) throws InterruptedException;

  /** The same, but not older than any head that was live when it was asked for. */
  Optional<Head> latestHead(ProjectName project) throws InterruptedException;

  /**
   * The files of a component, or of one of its layers, as {@code state} names them. The manifest is
   * read and verified against the digest now, the files when they are asked for.
   *
   * @throws dev.orch.model.CorruptDataException when the manifest is missing or is another
   */
  FileTree open(ProjectName project, ComponentHead state) throws InterruptedException;

  /**
   * The same, where a manifest is at hand that it may be much like: of what both have, less need be
   * asked for.
   *
   * @throws dev.orch.model.CorruptDataException when the manifest is missing or is another
   */
  default FileTree open(ProjectName project, ComponentHead state, Manifest like)
      throws InterruptedException {
    return open(project, state);
  }

  /** Committed revisions that are kept, newest first, at most {@code limit}. */
  List<RevisionInfo> history(ProjectName project, int limit) throws InterruptedException;

  /** One committed revision, if it is kept. */
  Optional<RevisionInfo> revision(ProjectName project, long number) throws InterruptedException;

  /** What is set for all writers of the project; nothing if there is no such project. */
  ProjectSettings settings(ProjectName project) throws InterruptedException;

  /**
   * What the project holds, node by node; nothing if there is no such project. Asks for every node,
   * and is told what is there while others write: a publish under way counts in part.
   */
  Optional<ProjectUsage> usage(ProjectName project) throws InterruptedException;

  /** How many bytes the project holds. */
  long bytesHeld(ProjectName project) throws InterruptedException;

  /**
   * Calls {@code lookAgain} whenever head may have changed: on a change, after every reconnect, and
   * once at the start when connected. It is called on a thread of the store's and must return at
   * once. Works also while the store is out of reach or the project does not exist yet.
   */
  Subscription watchHead(ProjectName project, Runnable lookAgain);

  /**
   * Takes the right to write; makes the project if it does not exist.
   *
   * @param writer who writes, for those who wait: user, host and process id
   * @param lockWait how long to wait for another writer to finish
   * @throws dev.orch.model.RefusedException when the lock was not free in time, naming its holder
   */
  WriteSession write(ProjectName project, String writer, Duration lockWait)
      throws InterruptedException;
}
