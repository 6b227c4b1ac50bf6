package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.testing.ParserTrial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A check takes every file, and tells only of that file. */
final class ContentTrial {
  private static final String FILE = "file-mgr/etc/culprit";

  private ContentTrial() {}

  static ParserTrial of(String name, ContentCheck check) {
    return new ParserTrial(name, FILE, document -> problems(check, document));
  }

  static List<Problem> problems(ContentCheck check, byte[] document) throws IOException {
    List<Problem> problems = check.check(FILE, new ByteArrayInputStream(document));
    for (Problem problem : problems) {
      if (!problem.where().startsWith(FILE)) {
        throw new AssertionError("expected a problem of " + FILE + ", found " + problem);
      }
    }
    return problems;
  }

  /** A file of the example that is published in the tests of the program. */
  static byte[] example(String path) throws IOException {
    return Files.readAllBytes(Path.of("../examples/weather").resolve(path));
  }

  static byte[] utf8(String text) {
    return bytes(text, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }
}
