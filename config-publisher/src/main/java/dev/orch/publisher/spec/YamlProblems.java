package dev.orch.publisher.spec;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one YAML file, with line and column, both from 1. */
final class YamlProblems {
  private static final int MAX_PROBLEMS = 100;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  YamlProblems(String file) {
    this.file = file;
  }

  void at(Node node, String what) {
    at(node.getStartMark(), what);
  }

  void at(Optional<Mark> mark, String what) {
    // An alias can repeat one problem endlessly; nobody reads past the first hundred.
    if (problems.size() < MAX_PROBLEMS) {
      String position =
          mark.map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
      problems.add(new Problem(file + position, what));
    }
  }

  InvalidInputException failed(Optional<Mark> mark, String what) {
    at(mark, what);
    return exception();
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw exception();
    }
  }

  private InvalidInputException exception() {
    return new InvalidInputException(file + " is not a valid component.yaml", problems);
  }
}
