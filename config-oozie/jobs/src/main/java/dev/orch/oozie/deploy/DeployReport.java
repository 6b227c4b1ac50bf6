package dev.orch.oozie.deploy;

import dev.orch.oozie.deploy.JobResult.Kind;
import java.util.List;

/**
 * What came of one pass.
 *
 * @param results in order of the jobs' names
 */
public record DeployReport(List<JobResult> results) {
  public DeployReport {
    results = List.copyOf(results);
  }

  /** Whether another pass would go on with something. */
  public boolean isWaiting() {
    return has(Kind.WAITING);
  }

  /** Whether a result is of this kind. */
  public boolean has(Kind kind) {
    return results.stream().anyMatch(result -> result.kind() == kind);
  }

  /** The results of this kind. */
  public List<JobResult> of(Kind kind) {
    return results.stream().filter(result -> result.kind() == kind).toList();
  }
}
