package dev.orch.oozie.rehearsal;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.definition.DefinitionDefaults;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.DryRun;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The dry runs of one job and of what it calls. Good for one. */
final class DryRuns {
  /** Longer than what a parser says of a line of XML. */
  private static final int MAX_REASON = 600;

  /** The server or its database is in trouble, whatever it was asked. */
  private static final Pattern IN_TROUBLE = Pattern.compile("E00\\d\\d|E060[0-3]|E0610");

  /**
   * What an expression gives only while the workflow runs makes Oozie's own dry run fail: counters,
   * and where an action reports back, by a null pointer, of which old Javas say no more than that.
   */
  private static final Pattern CANNOT_KNOW =
      Pattern.compile(
          "Hadoop counters not available for action|the return value of .*getAction\\(\\)"
              + "|E0803: IO error, null$");

  private final OozieServer server;
  private final Job job;
  private final String directory;
  private final FileTree tree;
  private final Consumer<Problem> undecided;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Map<String, String>> asked = new HashSet<>();

  /**
   * Creates it from its parts.
   *
   * @param directory where the server finds the job's files
   * @param undecided told what the server could not judge
   */
  DryRuns(OozieServer server, Job job, URI directory, FileTree tree, Consumer<Problem> undecided) {
    this.server = server;
    this.job = job;
    this.directory = directory.toString();
    this.tree = tree;
    this.undecided = undecided;
  }

  /**
   * What the server has against them.
   *
   * @param user whom the job would run as
   * @param marker what it would be known by
   */
  List<Problem> problems(String user, Marker marker) throws IOException, InterruptedException {
    ConfigPath definition = job.definitionFile();
    ask(
        JobProperties.effective(job, user, URI.create(directory), definition.value(), marker),
        definition);
    return problems;
  }

  /**
   * Asks, and goes on to what that would call.
   *
   * @param caller the file in which it stands that this is to be run
   */
  private void ask(Map<String, String> configuration, ConfigPath caller)
      throws IOException, InterruptedException {
    if (!asked.add(configuration)) {
      return;
    }
    JobKind kind = JobProperties.kind(configuration);
    String path = configuration.getOrDefault(JobProperties.applicationPath(kind), "");
    Optional<ConfigPath> own = file(path, kind);
    DryRun answer;
    try {
      answer = server.dryRun(configuration);
    } catch (OozieRejectedException e) {
      add(own, caller, path, e);
      return;
    }
    // Of a definition that lies elsewhere it is not known what stands beside it.
    if (own.isPresent()) {
      Map<String, String> defaults = defaults(own.get(), kind);
      for (Map<String, String> called : answer.called()) {
        Map<String, String> all = new HashMap<>(defaults);
        all.putAll(called);
        ask(all, own.get());
      }
    }
  }

  /** The file of the job that this path leads to. */
  private Optional<ConfigPath> file(String path, JobKind kind) {
    if (!path.equals(directory) && !path.startsWith(directory + "/")) {
      return Optional.empty();
    }
    String below = path.substring(directory.length()).replaceAll("^/+|/+$", "");
    String usual = JobProperties.usualDefinition(kind).value();
    return List.of(below, below.isEmpty() ? usual : below + "/" + usual).stream()
        .filter(it -> ConfigPath.problem(it).isEmpty())
        .map(ConfigPath::new)
        .filter(it -> job.files().containsKey(it))
        .findFirst();
  }

  /** Oozie hands on what stands in the file beside a definition, and does not show it. */
  private Map<String, String> defaults(ConfigPath definition, JobKind kind)
      throws IOException, InterruptedException {
    String name = DefinitionDefaults.fileName(kind);
    FileEntry file =
        job.files()
            .get(
                new ConfigPath(
                    definition.parent().map(parent -> parent + "/" + name).orElse(name)));
    return file == null ? Map.of() : DefinitionDefaults.read(tree, file);
  }

  private void add(
      Optional<ConfigPath> own, ConfigPath caller, String path, OozieRejectedException e) {
    if (e.code().isEmpty()) {
      throw new RefusedException(String.valueOf(e.getMessage()), e.advice(), e);
    }
    if (IN_TROUBLE.matcher(e.code()).matches()) {
      throw new StoreUnavailableException(String.valueOf(e.getMessage()), e.advice(), e);
    }
    String where = own.isPresent() ? "" : "of " + shown(path) + ": ";
    String said = where + shown(e.answer());
    String place = component(own.orElse(caller));
    if (CANNOT_KNOW.matcher(e.answer()).find()) {
      undecided.accept(new Problem(place, "Oozie cannot judge it by a dry run: " + said));
    } else {
      problems.add(new Problem(place, "Oozie refuses it: " + said));
    }
  }

  private String component(ConfigPath file) {
    FileEntry entry = job.files().get(file);
    return (entry == null ? file : entry.path()).value();
  }

  /** On one line, bounded, and without the name of a directory that is gone when it is read. */
  private String shown(String text) {
    String quoted =
        Quoted.of(
            text.replace(directory, "${" + JobProperties.DIRECTORY + "}").replace('"', '\''),
            MAX_REASON);
    return quoted.substring(1, quoted.length() - 1);
  }
}
