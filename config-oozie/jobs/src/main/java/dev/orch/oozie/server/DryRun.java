package dev.orch.oozie.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Oozie would make of a job.
 *
 * @param first of a coordinator, the first nominal time for which it would make a run; null if
 *     Oozie does not tell it, and of other jobs
 * @param called what it would submit in its turn, each with all the properties that it would get:
 *     the workflow of a coordinator, with the values of its first run where Oozie shows that run;
 *     the coordinators of a bundle
 */
public record DryRun(@Nullable Instant first, List<Map<String, String>> called) {
  public DryRun {
    called = List.copyOf(called);
  }
}
