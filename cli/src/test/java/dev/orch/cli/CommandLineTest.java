package dev.orch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void withoutACommandItShowsHowToBeUsed() {
    Result result = new Orch().run();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: orch", "server");
  }

  @Test
  void helpThatWasAskedForIsData() {
    Result result = new Orch().run("--help");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("Usage: orch", "Examples:", "Exit codes:");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aMisspeltCommandIsSuggested() {
    Result result = new Orch().run("sevrer");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("orch: ", "did you mean", "server");
  }

  @Test
  void aWrongOptionSaysWhereHelpIs() {
    Result result = new Orch().run("server", "--data", "x", "--prot", "1");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--prot", "did you mean --port", "orch server --help");
  }

  @Test
  void everyCommandInTheListIsThere() {
    List<String> names =
        new Orch()
            .run("--help")
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .map(line -> line.strip().split("\\s+", 2)[0])
            .toList();
    assertThat(names).contains("publish", "agent", "status").hasSizeGreaterThan(20);
    for (String name : names) {
      Result help = new Orch().run(name, "--help");
      assertThat(help.exit()).as(name).isZero();
      assertThat(help.out()).contains("Usage: orch " + name, "Examples:");
    }
  }

  @Test
  void anOptionMayComeBeforeTheCommand() {
    Result result = new Orch().run("--verbose", "status", "--help");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("Usage: orch status");
  }
}
