package dev.orch.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The .deb, installed below a directory of its own and removed again. */
class DebianPackageIT {
  private static final String PACKAGE = Installation.property("orch.deb");

  @TempDir Path root;
  @TempDir Path unpacked;
  private Installation installation;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(it -> Files.isExecutable(Path.of(it, "dpkg-deb"))),
        "dpkg is not installed");
    installation = Installation.unpack(unpacked);
    Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    Files.createFile(root.resolve("var/lib/dpkg/status"));
  }

  @Test
  void isInstalledRunsAndIsRemovedWithoutATrace() throws Exception {
    dpkg("--install", PACKAGE);
    Path share = root.resolve("usr/share/orch");
    assertThat(installation.run(Map.of(), share + "/bin/orch", "--version"))
        .isEqualTo(new Result(0, "orch " + Installation.version() + "\n", ""));
    assertThat(Files.readSymbolicLink(root.resolve("usr/bin/orch")))
        .hasToString("/usr/share/orch/bin/orch");
    // Where bin/orch looks for conf/orch.yaml.
    assertThat(Files.readSymbolicLink(share.resolve("conf"))).hasToString("/etc/orch");
    for (String file :
        List.of(
            "usr/share/man/man1/orch-publish.1",
            "usr/share/bash-completion/completions/orch",
            "usr/share/zsh/vendor-completions/_orch",
            "usr/share/fish/vendor_completions.d/orch.fish",
            "usr/share/orch/examples/weather/file-mgr/component.yaml",
            "usr/lib/systemd/system/orch-server.service",
            "usr/lib/systemd/system/orch-agent@.service",
            "usr/lib/systemd/system/orch-exporter.service",
            "usr/share/orch/monitoring/orch-rules.yml",
            "usr/lib/sysusers.d/orch.conf",
            "etc/logrotate.d/orch",
            "usr/share/doc/orch/copyright")) {
      assertThat(root.resolve(file)).isRegularFile();
    }

    Path settings = root.resolve("etc/orch/orch.yaml");
    Files.writeString(settings, "project: weather\n");
    Files.writeString(share.resolve("lib/orch.jsa"), "made by the launcher");
    dpkg("--install", PACKAGE);
    assertThat(settings).as("changed by the administrator").hasContent("project: weather");
    assertThat(share.resolve("lib/orch.jsa")).as("of another version").doesNotExist();
    Files.writeString(share.resolve("lib/orch.jsa"), "made by the launcher");
    dpkg("--remove", "orch");
    assertThat(share).doesNotExist();
    assertThat(settings).exists();
    dpkg("--purge", "orch");
    assertThat(root.resolve("etc/orch")).doesNotExist();
  }

  @Test
  void theUnitsOfThePackageStartItsOwnLauncher() throws Exception {
    dpkg("--install", PACKAGE);
    for (String unit :
        List.of("orch-server.service", "orch-agent@.service", "orch-exporter.service")) {
      String shipped = read("usr/lib/systemd/system/" + unit);
      String ours = read("usr/lib/systemd/system/" + unit + ".d/package.conf");
      // What the unit starts, by the path that the package has it at.
      assertThat(start(ours)).isEqualTo(start(shipped).replace("/opt/orch/", "/usr/"));
      assertThat(ours).contains("ExecStart=\n");
    }
  }

  @Test
  void anyJavaOf17OrLaterWillDo() throws Exception {
    Result depends = installation.run(Map.of(), "dpkg-deb", "--field", PACKAGE, "Depends");
    assertThat(depends.out()).contains("java17-runtime-headless |").doesNotContain("java11");
  }

  private String read(String file) throws Exception {
    return Files.readString(root.resolve(file));
  }

  private static String start(String unit) {
    return unit.lines()
        .filter(line -> line.startsWith("ExecStart=/"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private void dpkg(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dpkg",
                "--root=" + root,
                "--log=" + root.resolve("dpkg.log"),
                "--force-depends",
                "--force-not-root",
                "--force-script-chrootless",
                "--force-confold"));
    command.addAll(List.of(arguments));
    Result result = installation.run(Map.of(), command.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isZero();
  }
}
