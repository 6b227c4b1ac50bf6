package dev.orch.publisher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileIgnoreRulesTest {
  static final String SOUND =
      "# comment\n*.swp\n!keep.swp\n/docs/\n**/target/**\nlogs/*/[a-f]?.log\n\\#odd\n\\!odd\n a \n";

  @Test
  void anOrchignoreIsReadOrItsProblemsAreListedByLine() {
    new ParserTrial(".orchignore", ".orchignore", HostileIgnoreRulesTest::read)
        .run(20261125, Trials.of(5_000), SOUND.getBytes(StandardCharsets.UTF_8));
  }

  private static void read(byte[] document) throws Exception {
    List<Problem> problems = new ArrayList<>();
    IgnoreRules rules =
        IgnoreRules.of(new SourceTreeInMemory().put(".orchignore", document), problems);
    assertThat(problems).allMatch(problem -> problem.where().startsWith(".orchignore"));
    for (String path : List.of("a", "docs", "docs/a.swp", "logs/x/b1.log", "x/target/y/z")) {
      rules.ignores(path, false);
      rules.ignores(path, true);
    }
  }

  @Test
  void aPatternThatWouldBeTriedWithoutEndIsAProblem() throws Exception {
    List<Problem> problems = new ArrayList<>();
    String costly = "*a".repeat(40) + "b\n" + "**/a/".repeat(30) + "b\n";
    IgnoreRules rules =
        IgnoreRules.of(new SourceTreeInMemory().put(".orchignore", costly), problems);

    assertThat(problems)
        .extracting(Problem::where)
        .containsExactly(".orchignore:1", ".orchignore:2");
    assertThat(rules.ignores("a".repeat(200), false)).isFalse();
    assertThat(rules.ignores("a/".repeat(60) + "a", false)).isFalse();
  }

  @Test
  void theCostliestPatternsThatAreTakenEndInTime() throws Exception {
    List<Problem> problems = new ArrayList<>();
    String costly = "*a*a*ab\n" + "**/a/".repeat(4) + "b\n";
    IgnoreRules rules =
        IgnoreRules.of(new SourceTreeInMemory().put(".orchignore", costly), problems);

    assertThat(problems).isEmpty();
    for (int i = 0; i < 20; i++) {
      assertThat(rules.ignores("a".repeat(255), false)).isFalse();
      assertThat(rules.ignores("a/".repeat(63) + "a", false)).isFalse();
    }
  }
}
