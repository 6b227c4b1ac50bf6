package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units, as systemd understands them. */
class SystemdIT {
  private static final List<String> UNITS =
      List.of("orch-agent@.service", "orch-exporter.service", "orch-server.service");

  @TempDir static Path unpacked;
  private static Installation installation;

  @TempDir Path dir;

  @BeforeAll
  static void unpack() throws Exception {
    installation = Installation.unpack(unpacked);
  }

  @Test
  void systemdFindsNothingWrongWithTheUnits() throws Exception {
    assumeTrue(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(it -> Files.isExecutable(Path.of(it, "systemd-analyze"))),
        "systemd-analyze is not installed; in Debian: apt-get install systemd");
    for (String name : UNITS) {
      // Where the installation happens to be, since the program must exist.
      String unit =
          Files.readString(installation.home().resolve("systemd").resolve(name), UTF_8)
              .replace("/opt/orch/", installation.home() + "/");
      Path file = dir.resolve(name.replace("@", "@file-mgr"));
      Files.writeString(file, unit);
      Result result =
          installation.run(
              Map.of("SYSTEMD_LOG_LEVEL", "warning"),
              "systemd-analyze",
              "verify",
              "--man=no",
              file.toString());
      List<String> aboutIt = result.err().lines().filter(line -> line.contains("orch")).toList();
      assertThat(aboutIt).as(result.toString()).isEmpty();
    }
  }

  @Test
  void theAgentEndsItsChildItselfAndOtherComponentsOutliveIt() throws Exception {
    String unit =
        Files.readString(installation.home().resolve("systemd/orch-agent@.service"), UTF_8);
    assertThat(unit.lines()).contains("KillMode=process", "SuccessExitStatus=143");
  }
}
