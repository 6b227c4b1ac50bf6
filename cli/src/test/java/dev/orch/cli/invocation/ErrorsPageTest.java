package dev.orch.cli.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Reads the sources: whatever they say where a failure is explained must be on the page about
 * errors. Messages that are put together elsewhere are not seen, nor are the single findings in an
 * invalid input.
 */
class ErrorsPageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String EXPLAINED = "OrchException";

  /** Shorter ones are in any text. */
  private static final int LEAST = 8;

  private static final Map<String, String> PARENTS = new HashMap<>();
  private static final List<Message> MESSAGES = new ArrayList<>();

  /**
   * What is said somewhere.
   *
   * @param part the longest part of the message that does not vary
   */
  private record Message(Path file, String exception, String part) {}

  @BeforeAll
  static void read() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Reader(Path.of(unit.getSourceFile().toUri())), null);
      }
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> !file.startsWith(ROOT.resolve("config-manager/testing")))
          .filter(file -> !file.startsWith(ROOT.resolve("benchmarks")))
          .toList();
    }
  }

  @Test
  void whatIsSaidOfAFailureIsOnThePage() throws IOException {
    String page = plain(Files.readString(ROOT.resolve("docs/errors.md"), UTF_8));
    List<Message> explained =
        MESSAGES.stream().filter(message -> isExplained(message.exception())).toList();
    assertThat(explained).as("messages found in the sources").hasSizeGreaterThan(80);
    assertThat(explained.stream().filter(message -> !page.contains(plain(message.part()))))
        .as("messages that docs/errors.md does not have")
        .isEmpty();
  }

  private static boolean isExplained(String exception) {
    Set<String> seen = new HashSet<>();
    String name = exception;
    while (name != null && seen.add(name)) {
      if (name.equals(EXPLAINED)) {
        return true;
      }
      name = PARENTS.get(name);
    }
    return false;
  }

  private static String plain(String text) {
    return text.replace("`", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static final class Reader extends TreeScanner<Void, Void> {
    private final Path file;

    Reader(Path file) {
      this.file = ROOT.relativize(file);
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (type.getExtendsClause() != null) {
        PARENTS.put(type.getSimpleName().toString(), type.getExtendsClause().toString());
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void unused) {
      if (!made.getArguments().isEmpty()) {
        List<String> parts = new ArrayList<>();
        made.getArguments().get(0).accept(new Literals(), parts);
        parts.stream()
            .map(part -> part.replaceAll("^[\\s:,;.]+|[\\s:,;.]+$", ""))
            .max(Comparator.comparingInt(String::length))
            .filter(part -> part.length() >= LEAST)
            .ifPresent(
                part -> MESSAGES.add(new Message(file, made.getIdentifier().toString(), part)));
      }
      return super.visitNewClass(made, null);
    }
  }

  /** The literal texts that a message is put together of; not those handed to other methods. */
  private static final class Literals extends TreeScanner<Void, List<String>> {
    @Override
    public Void visitLiteral(LiteralTree literal, List<String> parts) {
      if (literal.getKind() == Tree.Kind.STRING_LITERAL) {
        parts.add(String.valueOf(literal.getValue()));
      }
      return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, List<String> parts) {
      return null;
    }
  }
}
