package dev.orch.oozie.job;

import dev.orch.model.Problem;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells which file belongs to which job. */
final class JobDirectories {
  private JobDirectories() {}

  /** The files of each job, by path below its directory. */
  static SortedMap<JobName, SortedMap<ConfigPath, FileEntry>> of(
      Manifest manifest, List<Problem> problems) {
    SortedMap<JobName, SortedMap<ConfigPath, FileEntry>> directories = new TreeMap<>();
    for (ConfigPath path : manifest.files().keySet()) {
      if (isProperties(path)) {
        directories.put(directory(path), new TreeMap<>());
      }
    }
    for (FileEntry file : manifest.files().values()) {
      JobName job = owner(file.path(), directories);
      if (job == null) {
        problems.add(
            new Problem(
                file.path().value(),
                "belongs to no job: neither its directory nor one above it holds a "
                    + JobSet.PROPERTIES_FILE));
      } else {
        directories
            .computeIfAbsent(job, name -> new TreeMap<>())
            .put(below(job, file.path()), file);
      }
    }
    return directories;
  }

  private static boolean isProperties(ConfigPath path) {
    return path.value().equals(JobSet.PROPERTIES_FILE)
        || path.value().endsWith("/" + JobSet.PROPERTIES_FILE);
  }

  private static JobName directory(ConfigPath file) {
    return file.parent().map(parent -> new JobName(parent.value())).orElse(JobName.WHOLE);
  }

  private static @Nullable JobName owner(ConfigPath file, SortedMap<JobName, ?> jobs) {
    for (Optional<ConfigPath> at = file.parent(); at.isPresent(); at = at.get().parent()) {
      JobName name = new JobName(at.get().value());
      if (jobs.containsKey(name)) {
        return name;
      }
    }
    return jobs.containsKey(JobName.WHOLE) ? JobName.WHOLE : null;
  }

  private static ConfigPath below(JobName job, ConfigPath file) {
    return job.equals(JobName.WHOLE)
        ? file
        : new ConfigPath(file.value().substring(job.value().length() + 1));
  }
}
