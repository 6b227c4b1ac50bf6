package dev.orch.publisher.validate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.model.Problem;
import dev.orch.testing.ParserTrial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class PropertiesFuzz {
  private static final ParserTrial TRIAL =
      new ParserTrial("properties", "file-mgr/etc/culprit", PropertiesFuzz::check);

  /**
   * What the check says is what loading it says, beside keys that are given twice; so many of them
   * may be told that nothing else is.
   */
  private static void check(byte[] document) throws IOException {
    List<Problem> problems = ContentTrial.problems(new PropertiesCheck(), document);
    boolean malformed =
        problems.stream().anyMatch(problem -> !problem.what().contains(" is given twice"));
    if (canBeLoaded(document) ? malformed : problems.isEmpty()) {
      throw new AssertionError("expected what Properties.load says, found " + problems);
    }
  }

  private static boolean canBeLoaded(byte[] document) throws IOException {
    try {
      new Properties().load(new ByteArrayInputStream(document));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static Stream<byte[]> sound() throws IOException {
    return Stream.of(
        ContentTrial.example("file-mgr/etc/filemgr.properties"),
        ContentTrial.utf8(
            "# c\na=1\nb : two \\\n  lines\n\\u0041\\u00fc=\\\\x\n!d\n\\ e\\=f\\:g h\n"),
        ContentTrial.utf8("a=\\u12\n\\\\u\\u\n\\\\\\u0041\n#\\u\n"));
  }

  @MethodSource("sound")
  @FuzzTest
  void areReadOrTheirProblemsTold(byte[] document) {
    TRIAL.tryOne(document);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
