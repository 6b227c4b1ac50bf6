package dev.orch.oozie.deploy;

import dev.orch.oozie.job.JobName;
import java.io.IOException;
import java.util.SortedMap;

/** Keeps what is known of a component's jobs beside their files, durably. */
public interface JobMemory {
  /**
   * All that is known.
   *
   * @throws dev.orch.model.CorruptDataException when what is kept cannot be understood
   */
  SortedMap<JobName, JobRecord> load() throws IOException;

  /** Replaces what is known of a job, whole or not at all. */
  void save(JobRecord job) throws IOException;

  /** Forgets a job that is gone. */
  void remove(JobName job) throws IOException;
}
