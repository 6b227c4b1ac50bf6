package dev.orch.oozie.deploy;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.Job;
import java.io.IOException;
import java.net.URI;

/**
 * A directory where Oozie reads files of jobs that are not published yet. It begins with the first
 * file, and goes, with all that is in it, when it is closed. Safe for use by several threads.
 */
public interface JobScratch extends AutoCloseable {
  /** Where it is, for messages. */
  String location();

  /**
   * Puts the files of a job there as far as definitions are: what is larger than one is written
   * empty, since only its name matters, and {@code job.properties}, which may hold secrets, not at
   * all.
   *
   * @param tree holds the job's files
   * @return where they lie, no slash at the end
   * @throws dev.orch.model.StoreUnavailableException when the file system cannot be reached
   * @throws dev.orch.model.RefusedException when it does not permit it
   * @throws IllegalStateException once it is closed
   */
  URI put(Job job, FileTree tree) throws IOException, InterruptedException;

  /** Removes it, also when the thread is interrupted; waits for files that are being put. */
  @Override
  void close() throws IOException;
}
