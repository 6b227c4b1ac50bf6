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
import org.jspecify.annotations.Nullable;

/**
 * What a tree's {@code .orchignore} leaves out: patterns in the syntax of {@code .gitignore}, in
 * UTF-8, at most 1 MiB; a line has at most 1,024 characters, three {@code *} in one name and four
 * {@code **}.
 */
final class IgnoreRules {
  static final String FILE_NAME = ".orchignore";

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_LINE = 1024;
  private static final int MAX_STARS = 3;
  private static final int MAX_DOUBLE_STARS = 4;

  /** Null without rules: nothing of JGit is loaded for most trees. */
  private final @Nullable IgnoreNode rules;

  private IgnoreRules(List<FastIgnoreRule> rules) {
    this.rules = rules.isEmpty() ? null : new IgnoreNode(rules);
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
      if (isCostly(line)) {
        problems.add(
            new Problem(
                FILE_NAME + ":" + number,
                String.format(
                    "expected at most %d characters, %d '*' in one name and %d '**', found %s",
                    MAX_LINE, MAX_STARS, MAX_DOUBLE_STARS, Quoted.of(line))));
        continue;
      }
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

  /**
   * The matcher tries again for each wildcard, so that time grows with the power of their number,
   * and recurses over what stands in brackets.
   */
  private static boolean isCostly(String line) {
    if (line.length() > MAX_LINE) {
      return true;
    }
    int doubleStars = 0;
    for (String name : line.split("/", -1)) {
      if (name.equals("**")) {
        doubleStars++;
      } else if (name.split("\\*+", -1).length - 1 > MAX_STARS) {
        return true;
      }
    }
    return doubleStars > MAX_DOUBLE_STARS;
  }

  /** Whether this path itself is left out; those above it are not asked. */
  boolean ignores(String path, boolean directory) {
    return rules != null && Boolean.TRUE.equals(rules.checkIgnored(path, directory));
  }
}
