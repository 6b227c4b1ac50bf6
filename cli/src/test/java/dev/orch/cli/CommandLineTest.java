package dev.orch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
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
}
