package dev.orch.oozie.definition;

import dev.orch.model.path.ConfigPath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the files that actions take with them are there. Only what is certain to be missing is
 * told: a file below the job's directory, or one that Oozie looks for beside the workflow.
 */
final class ShippedFiles {
  private static final String OOZIES_OWN = "uri:oozie:";
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  private final ReadDefinition workflow;

  ShippedFiles(ReadDefinition workflow) {
    this.workflow = workflow;
  }

  /** Looks at an action, or at what all of them have in common. */
  void check(XmlElement action) {
    if (!action.namespace().startsWith(OOZIES_OWN)) {
      return;
    }
    action.children("job-xml").forEach(this::expectBeside);
    action.children("archive").forEach(this::expectBeside);
    Set<String> aliases = new HashSet<>();
    for (XmlElement file : action.children("file")) {
      expectBeside(file);
      paths(file).forEach(path -> aliases.add(alias(path)));
    }
    for (XmlElement script : action.children("script")) {
      if (!aliases.contains(script.value())) {
        expectBeside(script);
      }
    }
    // A name alone may be one of the program's own, or of a file in lib.
    for (XmlElement jar : action.children("jar")) {
      paths(jar).forEach(path -> expect(ApplicationFiles.below(withoutAlias(path)), jar));
    }
  }

  private void expectBeside(XmlElement element) {
    String directory = workflow.definition().file().parent().map(ConfigPath::value).orElse("");
    for (String path : paths(element)) {
      expect(ApplicationFiles.below(withoutAlias(path), directory), element);
    }
  }

  private void expect(Optional<String> path, XmlElement element) {
    workflow.expectFile(
        path.filter(it -> !it.isEmpty() && !WILD.matcher(it).find()), element.place());
  }

  /** One, or several with commas between them, whose variables are known. */
  private List<String> paths(XmlElement element) {
    return workflow
        .scope()
        .resolve(element.value())
        .map(paths -> COMMA.splitAsStream(paths).map(String::strip).toList())
        .orElse(List.of());
  }

  private static String withoutAlias(String path) {
    int hash = path.indexOf('#');
    return hash < 0 ? path : path.substring(0, hash);
  }

  /** By which name an action finds it. */
  private static String alias(String path) {
    int hash = path.indexOf('#');
    return hash < 0 ? path.substring(path.lastIndexOf('/') + 1) : path.substring(hash + 1);
  }
}
