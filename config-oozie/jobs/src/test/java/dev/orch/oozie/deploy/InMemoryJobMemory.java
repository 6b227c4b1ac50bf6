package dev.orch.oozie.deploy;

import dev.orch.oozie.job.JobName;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** What is known of jobs, held in memory; can die before or after it saves. */
final class InMemoryJobMemory implements JobMemory {
  /** The process is gone. */
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final SortedMap<JobName, JobRecord> records = new TreeMap<>();
  private IntPredicate diesAfter = save -> false;
  private int saves;

  /** Dies after the saves of these numbers, counted from zero from now on. */
  void dieAfter(IntPredicate numbers) {
    diesAfter = numbers;
    saves = 0;
  }

  int saves() {
    return saves;
  }

  @Override
  public SortedMap<JobName, JobRecord> load() {
    return new TreeMap<>(records);
  }

  @Override
  public void save(JobRecord job) {
    records.put(job.job(), job);
    dieIfAsked();
  }

  @Override
  public void remove(JobName job) {
    records.remove(job);
    dieIfAsked();
  }

  private void dieIfAsked() {
    if (diesAfter.test(saves++)) {
      throw new Died();
    }
  }
}
