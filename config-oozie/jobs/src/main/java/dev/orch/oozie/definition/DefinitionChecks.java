package dev.orch.oozie.definition;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the definitions of jobs, and those that they run, for what Oozie would refuse or
 * fail at: breaches of its schemas, transitions to nowhere and in circles, missing files, variables
 * without a value. What only a server can know is taken for right.
 */
public final class DefinitionChecks {
  /** Longer definitions are none that a person wrote. */
  private static final long MAX_BYTES = 1024 * 1024;

  private final FileTree tree;
  private final Predicate<ConfigPath> validated;
  private final DefinitionSchemas schemas;
  private final List<Problem> problems = new ArrayList<>();

  private DefinitionChecks(
      FileTree tree, Predicate<ConfigPath> validated, DefinitionSchemas schemas) {
    this.tree = tree;
    this.validated = validated;
    this.schemas = schemas;
  }

  /**
   * What is wrong with them, up to 20 things for each file; places are paths below the component
   * with line and column.
   *
   * @param tree from which the jobs were read
   * @param validated whether to look into the file with this path below the component; one that is
   *     left out is right, whatever it says
   * @throws IOException when a file cannot be read
   * @throws InterruptedException when the thread is interrupted
   */
  public static List<Problem> problems(
      JobSet jobs, FileTree tree, Predicate<ConfigPath> validated, DefinitionSchemas schemas)
      throws IOException, InterruptedException {
    DefinitionChecks checks = new DefinitionChecks(tree, validated, schemas);
    checks.run(jobs);
    return List.copyOf(checks.problems);
  }

  /** Level by level, so that files are read together; each once, whoever refers to it. */
  private void run(JobSet jobs) throws IOException, InterruptedException {
    Set<ConfigPath> seen = new HashSet<>();
    List<Definition> level =
        jobs.jobs().values().stream()
            .flatMap(job -> first(new ApplicationFiles(job, jobs)).stream())
            .toList();
    while (!level.isEmpty()) {
      List<Definition> fresh =
          level.stream()
              .filter(definition -> validated.test(definition.entry().path()))
              .filter(definition -> seen.add(definition.entry().path()))
              .toList();
      Map<ConfigPath, byte[]> contents = read(fresh);
      level = fresh.stream().flatMap(definition -> check(definition, contents).stream()).toList();
    }
  }

  private static Optional<Definition> first(ApplicationFiles application) {
    Job job = application.job();
    return application
        .entry(job.definitionFile().value())
        .map(
            entry ->
                new Definition(
                    application, job.kind(), job.definitionFile(), entry, () -> Scope.of(job)));
  }

  /** The definitions of this level, but for those at hand, and the defaults beside them. */
  private Map<ConfigPath, byte[]> read(List<Definition> level)
      throws IOException, InterruptedException {
    Map<ConfigPath, FileEntry> wanted = new HashMap<>();
    for (Definition definition : level) {
      if (!definition.isJobsOwn()) {
        wanted.put(definition.entry().path(), definition.entry());
      }
      definition.defaults().ifPresent(defaults -> wanted.put(defaults.path(), defaults));
    }
    wanted.values().removeIf(file -> file.size() > MAX_BYTES || !validated.test(file.path()));
    Map<ConfigPath, byte[]> contents = new HashMap<>();
    if (!wanted.isEmpty()) {
      tree.read(
          wanted.values(), (file, content) -> contents.put(file.path(), content.readAllBytes()));
    }
    return contents;
  }

  /** Returns the definitions that it runs. */
  private List<Definition> check(Definition definition, Map<ConfigPath, byte[]> contents) {
    Findings findings = new Findings(definition.entry().path().value());
    byte @Nullable [] document =
        definition.isJobsOwn()
            ? definition.application().job().definition()
            : contents.get(definition.entry().path());
    List<Definition> called = List.of();
    if (document == null) {
      findings.add(
          "expected a definition of at most 1 MiB, found " + definition.entry().size() + " bytes");
    } else {
      Scope scope = defaults(definition, contents);
      called = check(definition, DocumentText.of(document), scope, findings);
    }
    problems.addAll(findings.problems());
    return called;
  }

  private List<Definition> check(
      Definition definition, DocumentText document, Scope before, Findings findings) {
    XmlElement root;
    try {
      root = DefinitionParser.parse(document);
    } catch (XMLStreamException e) {
      findings.unreadable(e);
      return List.of();
    }
    String expected = DefinitionNames.root(definition.kind());
    if (!root.name().equals(expected)) {
      findings.add(
          root.place(), "expected the element " + expected + ", found " + Quoted.of(root.name()));
      return List.of();
    }
    schemas.violations(document.text()).forEach(violation -> findings.invalid(document, violation));
    Scope scope = Parameters.declaredIn(root, before, findings);
    VariableCheck.check(root, DefinitionNames.defaults(definition.kind()), scope, findings);
    ReadDefinition read = new ReadDefinition(definition, root, scope, findings);
    return switch (definition.kind()) {
      case COORDINATOR -> CoordinatorCheck.check(read);
      case WORKFLOW -> WorkflowCheck.check(read);
      case BUNDLE -> BundleCheck.check(read);
    };
  }

  /** What it is read with; what the file beside it sets is not known if that is left out. */
  private static Scope defaults(Definition definition, Map<ConfigPath, byte[]> contents) {
    Scope scope = definition.scope().get();
    Optional<FileEntry> file = definition.defaults();
    if (file.isEmpty()) {
      return scope;
    }
    byte[] document = contents.get(file.get().path());
    if (document == null) {
      return scope.incomplete();
    }
    try {
      XmlElement configuration = DefinitionParser.parse(DocumentText.of(document));
      return scope.orElse(Configuration.of(configuration));
    } catch (XMLStreamException e) {
      return scope.incomplete();
    }
  }
}
