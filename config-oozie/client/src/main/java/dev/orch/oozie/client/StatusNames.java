package dev.orch.oozie.client;

import dev.orch.oozie.server.JobKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.oozie.client.Job;
import org.apache.oozie.client.WorkflowJob;

/** The statuses that a server knows for each kind; it refuses to filter by another. */
final class StatusNames {
  private static final Set<String> WORKFLOWS = names(WorkflowJob.Status.values());
  private static final Set<String> OTHERS = names(Job.Status.values());

  private StatusNames() {}

  static Set<String> of(JobKind kind) {
    return kind == JobKind.WORKFLOW ? WORKFLOWS : OTHERS;
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }
}
