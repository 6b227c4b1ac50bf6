package dev.orch.cli.option;

import dev.orch.cli.invocation.UsageException;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.Suggestion;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Looks up what the user named, and helps if there is no such thing. */
public final class Known {
  private static final int MAX_LISTED = 20;

  private Known() {}

  /**
   * The live state of a project, not older than when it was asked for.
   *
   * @throws UsageException when there is no such project
   */
  public static Head project(RevisionStore store, ProjectName project) throws InterruptedException {
    var head = store.latestHead(project);
    if (head.isEmpty()) {
      List<String> all = store.projects().stream().map(ProjectName::value).toList();
      throw unknown("project", project.value(), all);
    }
    return head.get();
  }

  /**
   * The value under this name.
   *
   * @param kind what it is, {@code component}
   * @throws UsageException when there is none, naming those that there are
   */
  public static <K, V> V of(String kind, K name, Map<K, V> all) {
    V value = all.get(name);
    if (value == null) {
      throw unknown(kind, name.toString(), all.keySet().stream().map(Object::toString).toList());
    }
    return value;
  }

  private static UsageException unknown(String kind, String name, Collection<String> all) {
    String advice =
        Suggestion.closest(name, all)
            .map(near -> "Did you mean " + near + "?")
            .orElseGet(() -> all.isEmpty() ? "There is none." : "There is: " + listed(all));
    return new UsageException("no such " + kind + ": " + Quoted.of(name), advice);
  }

  private static String listed(Collection<String> all) {
    List<String> first = new TreeSet<>(all).stream().limit(MAX_LISTED).toList();
    return String.join(", ", first) + (all.size() > MAX_LISTED ? ", …" : "");
  }
}
