package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks at a component as a whole, once each of its files is known to be sound: at what a trigger
 * expects of them together, which the publisher does not know. Whoever composes the tool hands it
 * to the scanner. It is orch's own code and is asked whatever is said of validators; a foreign
 * command belongs among {@link ComponentValidators}.
 */
@FunctionalInterface
public interface ComponentCheck {
  /** Finds nothing. */
  ComponentCheck NONE = (tree, validated) -> List.of();

  /**
   * What is wrong with it, in any order; places are paths below the component, with line and column
   * if they are known.
   *
   * @param validated whether to look into the file with this path: {@code validate:} in {@code
   *     component.yaml} leaves files out
   * @throws IOException when a file cannot be read
   * @throws InterruptedException when the thread is interrupted
   */
  List<Problem> problems(FileTree tree, Predicate<ConfigPath> validated)
      throws IOException, InterruptedException;
}
