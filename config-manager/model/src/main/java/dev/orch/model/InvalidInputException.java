package dev.orch.model;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An input was refused; every problem that was found in it is listed, and nothing was written. */
public final class InvalidInputException extends OrchException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Creates it from its parts.
   *
   * @throws IllegalArgumentException when there is no problem to list
   */
  public InvalidInputException(String message, Collection<Problem> problems) {
    this(message, problems, null);
  }

  /**
   * Creates it from its parts and what made it known.
   *
   * @throws IllegalArgumentException when there is no problem to list
   */
  public InvalidInputException(
      String message, Collection<Problem> problems, @Nullable Throwable cause) {
    super(message, "Mend what is listed and try again; nothing was written.", cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an invalid input has at least one problem");
    }
    this.problems = problems.stream().sorted().distinct().toList();
  }

  /** Every problem, sorted by place, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
