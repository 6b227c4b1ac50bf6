package dev.orch.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportHomeCommandTest {
  @TempDir Path dir;

  private final Orch orch = new Orch();
  private Path home;
  private DiskTree installed;

  @BeforeEach
  void install() {
    home = dir.resolve("opt/filemgr");
    installed =
        new DiskTree(home)
            .file("etc/filemgr.properties", "port=9000\n")
            .file("policy/größe und mehr.xml", "<a/>")
            .file("bin/run", "#!/bin/sh\n")
            .file("logs/cas.out", "x")
            .file("run/cas.pid", "77")
            .file("lib/cas.jar", "PK")
            .file(".orch/lock", "");
    assertThat(home.resolve("bin/run").toFile().setExecutable(true)).isTrue();
  }

  private Result run(String... options) {
    String[] arguments = new String[options.length + 5];
    System.arraycopy(options, 0, arguments, 5, options.length);
    System.arraycopy(
        new String[] {"import", "home", home.toString(), "--to", component().toString()},
        0,
        arguments,
        0,
        5);
    return orch.run(arguments);
  }

  private Path component() {
    return dir.resolve("weather/file-mgr");
  }

  @Test
  void whatProgramsLeaveBehindStaysOut() {
    Result result = run();
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(component().resolve("policy/größe und mehr.xml")).hasContent("<a/>");
    assertThat(Files.isExecutable(component().resolve("bin/run"))).isTrue();
    for (String left : new String[] {"logs", "run", "lib", ".orch"}) {
      assertThat(component().resolve(left)).doesNotExist();
    }
    assertThat(result.err())
        .contains("left out: lib/cas.jar", "left out: logs/cas.out", "3 files", "orch plan ");
  }

  @Test
  void patternsChooseAndNothingElse() {
    Result result = run("--like", "etc/**", "--like", "**/*.jar");
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(component().resolve("etc/filemgr.properties")).exists();
    assertThat(component().resolve("lib/cas.jar")).exists();
    assertThat(component().resolve("policy")).doesNotExist();
  }

  @Test
  void whatCouldNotBePublishedIsRefusedAsAWhole() {
    installed.file("policy/broken.xml", "<a>").file("etc/bad.properties", "a=\\u12\n");
    Result result = run();
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("policy/broken.xml", "etc/bad.properties");
    assertThat(component()).doesNotExist();
    assertThat(run("--like", "bin/*").exit()).isZero();
  }

  @Test
  void aComponentThatIsThereIsNotTouched() {
    assertThat(run().exit()).isZero();
    installed.file("etc/filemgr.properties", "port=1\n");
    Result result = run();
    assertThat(result.exit()).isEqualTo(4);
    assertThat(component().resolve("etc/filemgr.properties")).hasContent("port=9000\n");
  }

  @Test
  void aPatternThatMatchesNothingIsAnError() {
    Result result = run("--like", "nothing/*");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("no file", "--like");
  }
}
