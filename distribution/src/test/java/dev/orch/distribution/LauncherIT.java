package dev.orch.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.distribution.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the tar.gz as people do, and starts what is in it. */
class LauncherIT {
  private static final String VERSION = Installation.version();

  @TempDir static Path unpacked;
  @TempDir Path dir;

  private static Installation installation;

  @BeforeAll
  static void unpack() throws Exception {
    installation = Installation.unpack(unpacked);
  }

  @Test
  void holdsWhatItShould() throws IOException {
    assertThat(home()).isDirectory();
    try (var top = Files.list(home())) {
      assertThat(top.map(path -> path.getFileName().toString()))
          .contains(
              "bin",
              "completion",
              "conf",
              "examples",
              "lib",
              "LICENSE",
              "man",
              "NOTICE",
              "systemd");
    }
    try (var jars = Files.list(home().resolve("lib"))) {
      assertThat(jars.map(path -> path.getFileName().toString()))
          .contains("orch-cli-" + VERSION + ".jar", "orch-zookeeper-" + VERSION + ".jar")
          .noneMatch(name -> name.matches("(junit|jqwik|assertj|curator-test|jmh|orch-testing).*"));
    }
  }

  @Test
  void startsThroughLinksAndFromPathsWithBlanks() throws Exception {
    Path moved = Files.createDirectories(dir.resolve("with blanks")).resolve("orch");
    Result copy = run(Map.of(), "cp", "-r", home().toString(), moved.toString());
    assertThat(copy.exit()).as(copy.toString()).isZero();
    Path absolute = Files.createSymbolicLink(dir.resolve("orch-1"), moved.resolve("bin/orch"));
    Path relative = Files.createSymbolicLink(dir.resolve("orch-2"), Path.of("orch-1"));

    for (Path orch : List.of(moved.resolve("bin/orch"), absolute, relative)) {
      Result result = run(Map.of(), orch.toString(), "--version");
      assertThat(result).isEqualTo(new Result(0, "orch " + VERSION + "\n", ""));
    }
  }

  @Test
  void saysInTwoLinesThatThereIsNoJava() throws Exception {
    Result result = run(Map.of("JAVA_HOME", dir.toString()), orch(), "--version");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.startsWith("orch: "));
  }

  @Test
  void refusesAnOldJava() throws Exception {
    Path java = Files.createDirectories(dir.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho must not be started >&2\nexit 99\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(dir.resolve("release"), "JAVA_VERSION=\"1.8.0_432\"\n");

    Result result = run(Map.of("JAVA_HOME", dir.toString()), orch(), "--version");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("1.8.0_432", "17 or newer").doesNotContain("must not");
    assertThat(result.err().lines()).hasSize(2);
  }

  @Test
  void addsJavaOptionsLast() throws Exception {
    Result result = run(Map.of("ORCH_JAVA_OPTS", "-Dorch.home=* -version"), orch());
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.err()).contains("version \"");
  }

  @Test
  void anAgentBeginsSmallUnlessToldOtherwise() throws Exception {
    String print = "-XX:+PrintFlagsFinal -version";
    assertThat(run(Map.of("ORCH_JAVA_OPTS", print), orch(), "agent").out())
        .containsPattern("InitialHeapSize += 16777216 ")
        .containsPattern("Tier4CompileThreshold += 60000 ")
        .containsPattern("TieredStopAtLevel += 4 ");
    assertThat(run(Map.of("ORCH_JAVA_OPTS", "-Xms32m " + print), orch(), "agent").out())
        .containsPattern("InitialHeapSize += 33554432 ");
    assertThat(run(Map.of("ORCH_JAVA_OPTS", print), orch(), "status").out())
        .containsPattern("Tier4CompileThreshold += 15000 ")
        .containsPattern("TieredStopAtLevel += 1 ");
  }

  private static Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return installation.run(environment, command);
  }

  private static Path home() {
    return installation.home();
  }

  private static String orch() {
    return installation.launcher();
  }
}
