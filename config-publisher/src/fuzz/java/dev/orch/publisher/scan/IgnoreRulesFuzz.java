package dev.orch.publisher.scan;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.model.Problem;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.testing.ParserTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class IgnoreRulesFuzz {
  private static final String FILE = IgnoreRules.FILE_NAME;
  private static final ParserTrial TRIAL = new ParserTrial(FILE, FILE, IgnoreRulesFuzz::read);
  private static final List<String> PATHS =
      List.of("a", "docs", "docs/a.swp", "logs/x/b1.log", "x/target/y/z", "a/".repeat(60) + "a");

  private static void read(byte[] document) throws IOException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    IgnoreRules rules = IgnoreRules.of(new SourceTreeInMemory().put(FILE, document), problems);
    for (Problem problem : problems) {
      if (!problem.where().startsWith(FILE)) {
        throw new AssertionError("expected a problem of " + FILE + ", found " + problem);
      }
    }
    for (String path : PATHS) {
      rules.ignores(path, false);
      rules.ignores(path, true);
    }
  }

  static Stream<byte[]> sound() throws IOException {
    return Stream.of(
        Files.readAllBytes(Path.of("../examples/weather/.orchignore")),
        HostileIgnoreRulesTest.SOUND.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrItsProblemsAreTold(byte[] document) {
    TRIAL.tryOne(document);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
