package dev.orch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributedTextTest {
  @TempDir static Path dir;

  @BeforeAll
  static void write() throws IOException {
    DistributedText.write(dir);
  }

  @Test
  void theScriptsAreThoseThatTheCommandPrints() {
    assertThat(dir.resolve("completion/orch.bash"))
        .hasContent(new Orch().run("completion", "bash").out());
    assertThat(dir.resolve("completion/_orch"))
        .hasContent(new Orch().run("completion", "zsh").out());
    assertThat(dir.resolve("completion/orch.fish"))
        .hasContent(new Orch().run("completion", "fish").out());
  }

  @Test
  void everyCommandHasAPageThatTellsItsOptionsAndExamples() throws IOException {
    assertThat(pages()).contains("orch.1", "orch-publish.1", "orch-agent.1", "orch-completion.1");
    assertThat(pages()).noneMatch(name -> name.contains("__complete"));
    assertThat(Files.readString(page("orch-publish.1"), UTF_8))
        .contains(
            "\\-\\-allow\\-empty",
            "\\-\\-lock\\-wait TIME",
            "orch publish [OPTIONS] [DIR]",
            ".SH \"EXAMPLES\"");
    assertThat(Files.readString(page("orch.1"), UTF_8))
        .contains("orch\\-publish(1)", "ORCH_ZK_CONNECT", ".SH \"EXIT STATUS\"\n0 done");
  }

  @Test
  void groffFindsNothingWrongWithThePages() throws Exception {
    Tool.require("groff");
    for (String name : pages()) {
      assertThat(run("groff", "-man", "-ww", "-Tutf8", "-z", page(name).toString()))
          .as(name)
          .isEmpty();
    }
    assertThat(run("groff", "-man", "-Tascii", "-P-cbou", page("orch-publish.1").toString()))
        .contains("--allow-empty", "ORCH-PUBLISH(1)");
  }

  @Test
  void mandocFindsNothingWrongWithThePages() throws Exception {
    Tool.require("mandoc");
    for (String name : pages()) {
      // There is no date on them, so that two builds of the same sources are the same.
      assertThat(run("mandoc", "-Tlint", "-Wwarning", page(name).toString()).lines())
          .as(name)
          .allMatch(line -> line.contains("missing date"));
    }
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> pages = Files.list(dir.resolve("man/man1"))) {
      return pages.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Path page(String name) {
    return dir.resolve("man/man1").resolve(name);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    return Tool.run(dir, List.of(command));
  }
}
