package dev.orch.publisher.projects;

import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.layer.LayerName;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.scan.HeldContents;
import dev.orch.publisher.scan.SharedFiles;
import dev.orch.publisher.scan.TreeScanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The desired trees of many projects, all sound: nothing is done with any of them before all were
 * scanned and validated. Scanned one project after another, each on the scanner's threads.
 */
public final class AllProjects {
  private final SortedMap<ProjectName, DesiredTree> trees;

  private AllProjects(SortedMap<ProjectName, DesiredTree> trees) {
    this.trees = Collections.unmodifiableSortedMap(trees);
  }

  /** What is done with one project. */
  @FunctionalInterface
  public interface Task<T> {
    /** Failures that are told to the user end this project, not the others. */
    T run(ProjectName project, DesiredTree tree) throws InterruptedException;
  }

  /**
   * Scans every project in a directory of projects.
   *
   * @param tree the tree of a project, or of what all share, by its directory's name
   * @throws InvalidInputException with everything that is wrong in any of them
   */
  public static AllProjects scan(
      TreeScanner scanner, SourceTree root, Function<String, SourceTree> tree)
      throws InterruptedException {
    SortedMap<ProjectName, DesiredTree> trees = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    HeldContents held = HeldContents.bounded();
    TreeScanner.Projects found = scanner.projects(root);
    SharedFiles shared =
        found.shared() ? SharedFiles.in(tree.apply(LayerName.BASE)) : SharedFiles.NONE;
    for (ProjectName project : found.names()) {
      try {
        SourceTree source = tree.apply(project.value());
        trees.put(project, scanner.scan(source, ComponentSelection.ALL, shared, held));
      } catch (InvalidInputException e) {
        e.problems()
            .forEach(it -> problems.add(new Problem(project + "/" + it.where(), it.what())));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          root.location() + " holds projects that are not valid", problems);
    }
    return new AllProjects(trees);
  }

  /** All of them; unmodifiable. */
  public SortedMap<ProjectName, DesiredTree> trees() {
    return trees;
  }

  /**
   * Does it with each, in order of name, and goes on after a failure; but not when the store is out
   * of reach, which would only be waited for again and again.
   */
  public <T> List<ProjectOutcome<T>> forEach(Task<T> task) throws InterruptedException {
    List<ProjectOutcome<T>> outcomes = new ArrayList<>();
    OrchException lost = null;
    for (Map.Entry<ProjectName, DesiredTree> project : trees.entrySet()) {
      if (lost != null) {
        outcomes.add(ProjectOutcome.failed(project.getKey(), notTried(lost)));
        continue;
      }
      try {
        T result = task.run(project.getKey(), project.getValue());
        outcomes.add(ProjectOutcome.done(project.getKey(), result));
      } catch (OrchException e) {
        outcomes.add(ProjectOutcome.failed(project.getKey(), e));
        lost = isLost(e) ? e : null;
      }
    }
    return outcomes;
  }

  private static boolean isLost(@Nullable OrchException e) {
    return e instanceof StoreUnavailableException || e instanceof OutcomeUnknownException;
  }

  private static OrchException notTried(OrchException lost) {
    return new StoreUnavailableException(
        "not tried: the store was lost before", lost.advice(), lost);
  }
}
