package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Where the files of jobs lie: each state of a job in a directory of its own, never changed. */
public interface JobFiles {
  /** Where the files of a job in this state lie, or will. */
  URI directory(JobName job, Digest digest);

  /**
   * Puts the files of a job into its directory; what lies there already as it shall be is left.
   * Nobody finds a directory that is not whole.
   *
   * @param tree holds the job's files
   * @param derived more files, made by orch, by path below the job's directory
   * @throws IOException when files cannot be read or written, or are not the ones that the job
   *     names
   */
  void put(Job job, FileTree tree, Map<ConfigPath, byte[]> derived)
      throws IOException, InterruptedException;

  /** Removes the directories of all other states of a job; its own too when none is kept. */
  void keepOnly(JobName job, Set<Digest> kept) throws IOException;
}
