package dev.orch.oozie.deploy;

import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.deploy.JobPreview.Action;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a component's files comes to for its jobs, told from the files alone: what is
 * done where the jobs are as the former files desired them.
 */
public final class JobComparison {
  private static final int SHOWN = 3;

  private JobComparison() {}

  /**
   * Compares them.
   *
   * @param before null if the component was none of jobs
   * @return those that differ, in order of their names
   */
  public static List<JobPreview> of(@Nullable JobSet before, JobSet after) {
    SortedSet<JobName> names = new TreeSet<>(after.jobs().keySet());
    if (before != null) {
      names.addAll(before.jobs().keySet());
    }
    List<JobPreview> changes = new ArrayList<>();
    for (JobName name : names) {
      Job former = before == null ? null : before.jobs().get(name);
      Job next = after.jobs().get(name);
      if (next == null) {
        changes.add(preview(name, Action.STOP, "its directory is gone"));
      } else if (former == null) {
        changes.add(preview(name, Action.SUBMIT, "it is new"));
      } else if (!former.digest().equals(next.digest())) {
        changes.add(changed(former, next));
      }
    }
    return changes;
  }

  private static JobPreview preview(JobName name, Action action, String why) {
    return new JobPreview(name, action, null, null, null, why);
  }

  private static JobPreview changed(Job former, Job next) {
    if (former.kind() != next.kind()) {
      return preview(
          next.name(),
          Action.REFUSE,
          "it is a " + former.kind() + " and should become a " + next.kind());
    }
    String what = differences(former, next);
    return switch (next.kind()) {
      case COORDINATOR -> coordinator(former, next, what);
      case WORKFLOW -> preview(next.name(), Action.REPLACE, what);
      case BUNDLE ->
          preview(next.name(), Action.REFUSE, what + "; Oozie cannot change a live bundle");
    };
  }

  private static JobPreview coordinator(Job former, Job next, String what) {
    Optional<CoordinatorDefinition> before = CoordinatorDefinition.find(former);
    Optional<CoordinatorDefinition> after = CoordinatorDefinition.find(next);
    Schedule schedule = after.map(CoordinatorDefinition::schedule).orElse(null);
    String name = after.map(CoordinatorDefinition::name).orElse(null);
    if (schedule == null || name == null) {
      return preview(
          next.name(), Action.REFUSE, what + "; its name or schedule cannot be told any more");
    }
    return before.equals(after)
        ? preview(next.name(), Action.UPDATE, what)
        : preview(next.name(), Action.HAND_OVER, what + "; its name or schedule changed");
  }

  private static String differences(Job former, Job next) {
    List<String> files = differingFiles(former.files(), next.files());
    if (files.isEmpty()) {
      return "properties common to all jobs changed";
    }
    return String.join(", ", files.subList(0, Math.min(SHOWN, files.size())))
        + (files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more changed" : " changed");
  }

  private static List<String> differingFiles(
      SortedMap<ConfigPath, FileEntry> former, SortedMap<ConfigPath, FileEntry> next) {
    SortedSet<ConfigPath> all = new TreeSet<>(former.keySet());
    all.addAll(next.keySet());
    List<String> differing = new ArrayList<>();
    for (ConfigPath path : all) {
      FileEntry before = former.get(path);
      FileEntry after = next.get(path);
      if (before == null || after == null || !before.digest().equals(after.digest())) {
        differing.add(path.value());
      }
    }
    return differing;
  }
}
