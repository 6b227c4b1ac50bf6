package dev.orch.cli.oozie;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.Printable;
import dev.orch.oozie.deploy.DeployReport;
import dev.orch.oozie.deploy.JobResult;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells of each job what came of it, when that is not what was told of it before. */
final class JobProgress implements Consumer<DeployReport> {
  private final Invocation invocation;
  private final Set<JobResult.Kind> told;
  private @Nullable DeployReport last;

  /** Tells of these kinds. */
  JobProgress(Invocation invocation, Set<JobResult.Kind> told) {
    this.invocation = invocation;
    this.told = told;
  }

  @Override
  public void accept(DeployReport report) {
    DeployReport before = last;
    last = report;
    for (JobResult result : report.results()) {
      boolean known = before != null && before.results().contains(result);
      if (!known && told.contains(result.kind())) {
        invocation.messages().line("orch: " + Printable.of(result.job() + ": " + result.text()));
      }
    }
  }

  /** What came of the last pass, if there was one. */
  Optional<DeployReport> last() {
    return Optional.ofNullable(last);
  }
}
