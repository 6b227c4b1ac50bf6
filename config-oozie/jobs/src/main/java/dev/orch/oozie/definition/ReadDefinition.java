package dev.orch.oozie.definition;

import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.server.JobKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A definition, its elements, and what is known to be wrong with it.
 *
 * @param scope what its expressions are evaluated with
 */
record ReadDefinition(Definition definition, XmlElement root, Scope scope, Findings findings) {

  /**
   * The definition that one of its elements runs.
   *
   * @param caller an element that may have a configuration
   * @param inherited what is handed on besides that
   * @return nothing if it lies elsewhere, which nobody knows here, or if it is missing, which is a
   *     finding
   */
  Optional<Definition> called(XmlElement caller, JobKind kind, Scope inherited) {
    Optional<XmlElement> path = caller.child("app-path");
    Optional<String> below =
        path.flatMap(element -> scope.resolve(element.value())).flatMap(ApplicationFiles::below);
    if (path.isEmpty() || below.isEmpty()) {
      return Optional.empty();
    }
    ApplicationFiles application = definition.application();
    Optional<ConfigPath> file = file(below.get(), kind);
    if (file.isEmpty()) {
      findings.add(path.get().place(), application.missing(expected(below.get(), kind)));
      return Optional.empty();
    }
    Map<String, String> itself =
        Map.of(JobProperties.applicationPath(kind), ApplicationFiles.ROOT + "/" + file.get());
    Supplier<Scope> own =
        () ->
            inherited
                .overriddenBy(Configuration.in(caller), scope)
                .overriddenBy(itself, Scope.EMPTY);
    return application
        .entry(file.get().value())
        .map(entry -> new Definition(application, kind, file.get(), entry, own));
  }

  private Optional<ConfigPath> file(String path, JobKind kind) {
    return definition
        .application()
        .file(path)
        .or(() -> definition.application().file(inside(path, kind)));
  }

  private static String expected(String path, JobKind kind) {
    return path.endsWith(".xml") ? path : inside(path, kind);
  }

  private static String inside(String directory, JobKind kind) {
    String name = JobProperties.usualDefinition(kind).value();
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** Tells that a file is missing, if it is. */
  void expectFile(Optional<String> path, Place place) {
    path.filter(it -> !findings.isFull() && !definition.application().has(it))
        .ifPresent(it -> findings.add(place, definition.application().missing(it)));
  }
}
