package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import java.io.IOException;
import java.util.List;

/** Looks at a component as a whole, once each of its files is known to be sound. */
@FunctionalInterface
public interface ComponentCheck {
  /** Finds nothing. */
  ComponentCheck NONE = tree -> List.of();

  /**
   * What is wrong with it; places are paths below the component.
   *
   * @throws IOException when a file cannot be read
   * @throws InterruptedException when the thread is interrupted
   */
  List<Problem> problems(FileTree tree) throws IOException, InterruptedException;
}
