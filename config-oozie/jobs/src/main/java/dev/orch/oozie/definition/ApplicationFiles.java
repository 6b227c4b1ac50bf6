package dev.orch.oozie.definition;

import dev.orch.model.Quoted;
import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The files of a job, as its definitions name them. */
final class ApplicationFiles {
  /** Stands for the URI of the job's directory, which is known when the job is submitted. */
  static final String ROOT = "orch-job-dir:";

  private final Job job;
  private final JobSet all;
  private final NavigableSet<String> paths = new TreeSet<>();

  ApplicationFiles(Job job, JobSet all) {
    this.job = job;
    this.all = all;
    job.files().keySet().forEach(path -> paths.add(path.value()));
  }

  Job job() {
    return job;
  }

  /**
   * Where a path leads to, below the job's directory; empty is that directory.
   *
   * @param path with its variables replaced
   * @return nothing if it leads elsewhere
   */
  static Optional<String> below(String path) {
    String rest = path.startsWith(ROOT) ? path.substring(ROOT.length()) : "?";
    return rest.isEmpty() || rest.startsWith("/") ? normalised(rest) : Optional.empty();
  }

  /**
   * The same where a path may be a relative one.
   *
   * @param directory to which it is relative, below the job's directory
   */
  static Optional<String> below(String path, String directory) {
    boolean relative = !path.startsWith("/") && path.indexOf(':') < 0;
    return relative ? normalised(directory + "/" + path) : below(path);
  }

  private static Optional<String> normalised(String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        if (names.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return Optional.of(String.join("/", names));
  }

  /** The file of this path below the job's directory. */
  Optional<ConfigPath> file(String path) {
    return paths.contains(path) ? Optional.of(new ConfigPath(path)) : Optional.empty();
  }

  /** The file of this name in the directory of another. */
  Optional<FileEntry> beside(ConfigPath file, String name) {
    return entry(file.parent().map(directory -> directory + "/" + name).orElse(name));
  }

  /** What is known of the file of this path below the job's directory. */
  Optional<FileEntry> entry(String path) {
    return file(path).map(it -> job.files().get(it));
  }

  /** Whether there is a file or a directory of this path below the job's directory. */
  boolean has(String path) {
    String inside = paths.ceiling(path + "/");
    return path.isEmpty()
        || paths.contains(path)
        || (inside != null && inside.startsWith(path + "/"));
  }

  /** That it is expected here, and who has it instead. */
  String missing(String path) {
    String shown = shown(path);
    String expected = "expected a file " + Quoted.of(shown) + " among the job's own, found ";
    return all.jobs().values().stream()
        .filter(other -> !other.name().equals(job.name()))
        .filter(other -> holds(other, shown))
        .findFirst()
        .map(other -> expected + "it in the job " + other.name() + ", which lies elsewhere")
        .orElse(expected + "none");
  }

  private static boolean holds(Job other, String path) {
    return other.files().values().stream().anyMatch(file -> file.path().value().equals(path));
  }

  /** A path below the job's directory, as one below the component. */
  private String shown(String path) {
    return job.name().equals(JobName.WHOLE) ? path : job.name() + "/" + path;
  }
}
