package dev.orch.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.fixture.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in the shells that they are for, asking a real ZooKeeper through a real process. */
class ShellCompletionTest {
  @TempDir static Path dir;
  private static Site site;

  @BeforeAll
  static void publish() throws IOException {
    site = new Site();
    DiskTree tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/etc/a.properties", "a=1\n")
            .file("workflow/b.txt", "b");
    assertThat(site.orch("weather").run("publish", tree.path()).exit()).isZero();
    for (String shell : List.of("bash", "zsh", "fish")) {
      Files.write(dir.resolve("orch." + shell), new Orch().run("completion", shell).bytes());
    }
    Path orch = dir.resolve("orch");
    Files.writeString(
        orch,
        "#!/bin/sh\nexport ORCH_ZK_CONNECT=%s\nexec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.orch.cli.Main \"$@\"\n"
            .formatted(
                site.connect(),
                System.getProperty("java.home"),
                System.getProperty("java.class.path")));
    assertThat(orch.toFile().setExecutable(true)).isTrue();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void bashCompletesCommandsOptionsAndWhatIsPublished() throws Exception {
    Tool.require("bash");
    assertThat(bash("orch", "pu")).containsExactly("publish");
    assertThat(bash("orch", "publish", "--expect")).containsExactly("--expect-revision");
    assertThat(bash("orch", "status", "-o", "")).containsExactly("table", "json");
    assertThat(bash("orch", "completion", "z")).containsExactly("zsh");
    assertThat(bash("orch", "status", "-p", "w")).containsExactly("weather");
    assertThat(bash("orch", "status", "--project", "=", "w")).containsExactly("weather");
    assertThat(bash("orch", "ls", "-p", "weather", "")).containsExactly("file-mgr/", "workflow/");
    assertThat(bash("orch", "cat", "-p", "weather", "file-mgr/"))
        .containsExactly("file-mgr/etc/a.properties");
    assertThat(bash("orch", "publish", "-p", "weather", "-c", "wo")).containsExactly("workflow");
    assertThat(bash("orch", "diff", "-p", "weather", "")).containsExactly("1");
    assertThat(bash("orch", "publish", "tr")).containsExactly("tree");
    assertThat(bash("orch", "agent", "-p", "weather", "--", "bas")).contains("bash");
    assertThat(bash("orch", "status", "-p", "weather", "-m", "x", "--nothing")).isEmpty();
  }

  @Test
  void bashOffersNothingAndSaysNothingWhenZooKeeperIsAway() throws Exception {
    Tool.require("bash");
    assertThat(bash("orch", "status", "--zk", "127.0.0.1", ":", "1", "-p", "")).isEmpty();
  }

  @Test
  void zshCompletesCommandsOptionsAndWhatIsPublished() throws Exception {
    Tool.require("zsh");
    assertThat(zsh("orch quicks")).isEqualTo("orch quickstart ");
    assertThat(zsh("orch publish --expect")).isEqualTo("orch publish --expect-revision ");
    assertThat(zsh("orch status -o js")).isEqualTo("orch status -o json ");
    assertThat(zsh("orch status --project we")).isEqualTo("orch status --project weather ");
    assertThat(zsh("orch status --project=we")).isEqualTo("orch status --project=weather ");
    assertThat(zsh("orch cat -p weather wor")).startsWith("orch cat -p weather workflow/");
    assertThat(zsh("orch publish tr")).isEqualTo("orch publish tree/");
  }

  @Test
  void fishCompletesCommandsOptionsAndWhatIsPublished() throws Exception {
    Tool.require("fish");
    assertThat(fish("orch pu")).containsExactly("publish");
    assertThat(fish("orch publish --expect")).containsExactly("--expect-revision");
    assertThat(fish("orch status -o ")).containsExactly("json", "table");
    assertThat(fish("orch status -p w")).containsExactly("weather");
    assertThat(fish("orch status --project=w")).containsExactly("--project=weather");
    assertThat(fish("orch ls -p weather ")).containsExactly("file-mgr/", "workflow/");
    assertThat(fish("orch cat -p weather file-mgr/")).containsExactly("file-mgr/etc/a.properties");
    assertThat(fish("orch publish tr")).containsExactly("tree/");
    assertThat(fish("orch agent -p weather -- tr")).anyMatch(it -> it.startsWith("tree"));
  }

  private static List<String> bash(String... words) throws Exception {
    StringBuilder driver = new StringBuilder("source ./orch.bash\nPATH=$PWD:$PATH\nCOMP_WORDS=(");
    for (String word : words) {
      driver.append(ShellScript.quote(word)).append(' ');
    }
    driver
        .append(")\nCOMP_CWORD=")
        .append(words.length - 1)
        .append("\nCOMP_WORDBREAKS=$' \\t\\n\"\\'><=;|&(:'\n_orch orch\n")
        .append("printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    return lines(run("bash", "--norc", "-c", driver.toString()));
  }

  private static List<String> fish(String line) throws Exception {
    String driver = "source orch.fish; set PATH $PWD $PATH; complete -C '" + line + "'";
    return lines(run("fish", "--no-config", "-c", driver)).stream()
        .map(offer -> offer.replaceAll("\t.*", ""))
        .toList();
  }

  /** Types at an interactive shell in a terminal of its own; what the line is after a TAB. */
  private static String zsh(String line) throws Exception {
    Files.deleteIfExists(dir.resolve("typed"));
    String driver =
        """
        zmodload zsh/zpty
        zpty terminal zsh -f -i
        say() { zpty -w terminal "$1" }
        say 'PATH=$PWD:$PATH; autoload -U compinit; compinit -u -D; source ./orch.zsh'
        say 'show() { print -r -- "$BUFFER" > typed.new; mv typed.new typed }'
        say 'zle -N show; bindkey "^G" show; bindkey "^I" complete-word; print rea""dy'
        zpty -r -m terminal said '*ready*'
        zpty -w -n terminal "$1"$'\\t\\a'
        for ((i = 0; i < 400; i++)); do
          [[ -e typed ]] && break
          zselect -t 5
        done
        zpty -d terminal
        cat typed
        """;
    driver = "zmodload zsh/zselect\n" + driver;
    return run("zsh", "-f", "-c", driver, "zsh", line).replaceFirst("\n$", "");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    return Tool.run(dir, List.of(command));
  }

  private static List<String> lines(String output) {
    return output.lines().filter(line -> !line.isBlank()).toList();
  }
}
