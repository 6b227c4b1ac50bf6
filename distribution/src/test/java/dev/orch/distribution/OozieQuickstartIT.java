package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.distribution.Installation.Result;
import dev.orch.oozie.testing.OozieProcess;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of Oozie jobs, on the servers that {@code ./orch} of a clone hands to it. */
class OozieQuickstartIT {
  @TempDir Path dir;
  private Installation installation;

  @BeforeEach
  void unpack() throws Exception {
    installation = Installation.unpack(dir);
  }

  private Path serverClassPath() throws Exception {
    try (InputStream list = OozieProcess.class.getResourceAsStream("server.classpath")) {
      String jars = new String(Objects.requireNonNull(list).readAllBytes(), UTF_8).strip();
      Path own =
          Path.of(OozieProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.writeString(dir.resolve("server.classpath"), own + ":" + jars, UTF_8);
    }
  }

  @Test
  @Tag("full")
  void twoOfTwentyJobsChangeAndTheOthersAreNotTouched() throws Exception {
    Path temporary = Files.createDirectory(dir.resolve("tmp"));

    Result tour =
        installation.orch(
            Map.of("ORCH_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
            "quickstart",
            "--oozie",
            "--oozie-server",
            serverClassPath().toString());

    assertThat(tour.exit()).as(tour.toString()).isZero();
    assertThat(tour.err()).contains("18 of 20 jobs were not touched", "That was it");
    assertThat(tour.out()).contains("2 jobs concerned", "station-07: update", "revision 3 is live");
    try (var left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("orch-"))).isEmpty();
    }
  }

  @Test
  void whereTheServersAreNotItIsSaidHowToGetThem() throws Exception {
    Result tour = installation.orch(Map.of(), "quickstart", "--oozie");

    assertThat(tour.exit()).as(tour.toString()).isEqualTo(2);
    assertThat(tour.err()).contains("./orch quickstart --oozie");
  }
}
