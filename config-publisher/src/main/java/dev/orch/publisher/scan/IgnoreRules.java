package dev.orch.publisher.scan;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.ignore.FastIgnoreRule;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * What a tree's {@code .orchignore} leaves out: patterns in the syntax of {@code .gitignore}, in
 * UTF-8, at most 1 MiB.
 */
final class IgnoreRules {
  static final String FILE_NAME = ".orchignore";

  private static final int MAX_BYTES = 1024 * 1024;

  private final IgnoreNode rules;

  private IgnoreRules(List<FastIgnoreRule> rules) {
    this.rules = new IgnoreNode(rules);
  }

  /**
   * Reads the tree's rules, if it has any.
   *
   * @param problems takes what is wrong with them
   * @throws IOException when the tree or the file cannot be read
   */
  static IgnoreRules of(SourceTree source, List<Problem> problems)
      throws IOException, InterruptedException {
    for (SourceFile file : source.list(directory -> false).files()) {
      if (file.path().equals(FILE_NAME)) {
        try (InputStream content = source.open(file)) {
          return parse(content.readNBytes(MAX_BYTES + 1), problems);
        }
      }
    }
    return new IgnoreRules(List.of());
  }

  private static IgnoreRules parse(byte[] content, List<Problem> problems) {
    List<FastIgnoreRule> rules = new ArrayList<>();
    if (content.length > MAX_BYTES) {
      problems.add(new Problem(FILE_NAME, "expected at most " + MAX_BYTES + " bytes"));
      return new IgnoreRules(rules);
    }
    int number = 0;
    for (String line : new String(content, StandardCharsets.UTF_8).split("\r?\n", -1)) {
      number++;
      FastIgnoreRule rule = new FastIgnoreRule(line);
      if (!rule.isEmpty()) {
        rules.add(rule);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        problems.add(
            new Problem(
                FILE_NAME + ":" + number,
                "expected a pattern as in .gitignore, found " + Quoted.of(line)));
      }
    }
    return new IgnoreRules(rules);
  }

  /** Whether this path itself is left out; those above it are not asked. */
  boolean ignores(String path, boolean directory) {
    return Boolean.TRUE.equals(rules.checkIgnored(path, directory));
  }
}
