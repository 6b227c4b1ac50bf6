package dev.orch.publisher.projects;

import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one project among many: a result or a failure. */
public final class ProjectOutcome<T> {
  private final ProjectName project;
  private final @Nullable T result;
  private final @Nullable OrchException failure;

  private ProjectOutcome(ProjectName project, @Nullable T result, @Nullable OrchException failure) {
    this.project = project;
    this.result = result;
    this.failure = failure;
  }

  static <T> ProjectOutcome<T> done(ProjectName project, T result) {
    return new ProjectOutcome<>(project, result, null);
  }

  static <T> ProjectOutcome<T> failed(ProjectName project, OrchException failure) {
    return new ProjectOutcome<>(project, null, failure);
  }

  public ProjectName project() {
    return project;
  }

  /** Absent when it failed. */
  public Optional<T> result() {
    return Optional.ofNullable(result);
  }

  /** Absent when it did not fail. */
  public Optional<OrchException> failure() {
    return Optional.ofNullable(failure);
  }
}
