package dev.orch.oozie.job;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.server.JobKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The jobs that a component's files make: each directory that holds a {@code job.properties}, with
 * all that lies below it and belongs to no directory further down that holds one too.
 *
 * @param settings common to them
 * @param jobs by name; unmodifiable
 */
public record JobSet(OozieSettings settings, SortedMap<JobName, Job> jobs) {
  /** The file that makes a directory a job. */
  public static final String PROPERTIES_FILE = "job.properties";

  public JobSet {
    jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
  }

  /**
   * Reads the properties and the definitions of all jobs.
   *
   * @throws InvalidInputException with everything that keeps a directory from being a job
   * @throws IOException when the tree cannot be read
   * @throws InterruptedException when the thread is interrupted
   */
  public static JobSet read(FileTree tree) throws IOException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    SortedMap<JobName, SortedMap<ConfigPath, FileEntry>> directories =
        JobDirectories.of(tree.manifest(), problems);
    OozieSettings settings = settings(tree, problems);
    Map<ConfigPath, byte[]> heads = read(tree, heads(directories));
    SortedMap<JobName, Job> jobs = new TreeMap<>();
    directories.forEach(
        (name, files) ->
            new JobReader(name, files, settings, heads)
                .read(problems)
                .ifPresent(job -> jobs.put(name, job)));
    problems.addAll(outsideEffects(settings, jobs));
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "the component asks for Oozie, but not all of it makes jobs", problems);
    }
    return new JobSet(settings, jobs);
  }

  /** Who lists a job there relies on it; a name that means nothing must not pass. */
  private static List<Problem> outsideEffects(
      OozieSettings settings, SortedMap<JobName, Job> jobs) {
    List<Problem> problems = new ArrayList<>();
    jobs.values().stream()
        .filter(job -> job.kind() != JobKind.COORDINATOR && settings.hasOutsideEffects(job.name()))
        .forEach(
            job ->
                problems.add(
                    new Problem(
                        job.name().value(),
                        "is a "
                            + job.kind().name().toLowerCase(Locale.ROOT)
                            + " among oozie.outside-effects, where only coordinators can be: their"
                            + " nominal times say which cluster makes a run")));
    settings
        .withoutEffect(jobs.keySet())
        .forEach(
            entry ->
                problems.add(
                    new Problem(
                        "component.yaml",
                        "oozie.outside-effects has "
                            + Quoted.of(entry)
                            + ", and no job's directory is called so")));
    return problems;
  }

  private static OozieSettings settings(FileTree tree, List<Problem> problems) {
    try {
      return OozieSettings.of(tree.manifest().spec());
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("component.yaml", String.valueOf(e.getMessage())));
      return OozieSettings.NONE;
    }
  }

  /** What has to be read to know the jobs: properties, and every file that can be a definition. */
  private static List<FileEntry> heads(
      SortedMap<JobName, SortedMap<ConfigPath, FileEntry>> directories) {
    List<FileEntry> heads = new ArrayList<>();
    directories
        .values()
        .forEach(
            files ->
                files.forEach(
                    (path, file) -> {
                      if (path.parent().isEmpty() && JobReader.reads(path.value(), file)) {
                        heads.add(file);
                      }
                    }));
    return heads;
  }

  private static Map<ConfigPath, byte[]> read(FileTree tree, List<FileEntry> files)
      throws IOException, InterruptedException {
    Map<ConfigPath, byte[]> contents = new HashMap<>();
    tree.read(files, (file, content) -> contents.put(file.path(), content.readAllBytes()));
    return contents;
  }

  /** The job of this name, if there is one. */
  public Optional<Job> job(JobName name) {
    return Optional.ofNullable(jobs.get(name));
  }
}
