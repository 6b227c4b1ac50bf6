package dev.orch.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippet for logrotate, as logrotate carries it out. */
class LogrotateIT {
  private static final Path LOGROTATE = Path.of("/usr/sbin/logrotate");

  @TempDir Path dir;

  @Test
  void theOutputOfCommandsIsCopiedAndTruncated() throws Exception {
    assumeTrue(
        Files.isExecutable(LOGROTATE),
        "logrotate is not installed; in Debian: apt-get install logrotate");
    Installation installation = Installation.unpack(Files.createDirectory(dir.resolve("unpacked")));
    Path scratch = Files.createDirectories(dir.resolve("srv/file-mgr/.orch/trigger"));
    Files.writeString(scratch.resolve("start.log"), "said by a daemon\n".repeat(100));
    // The test's homes, by the test's user.
    String snippet =
        Files.readString(installation.home().resolve("logrotate/orch"))
            .replace("/srv/", dir + "/srv/")
            .replace("  su orch orch\n", "");
    Path configuration = Files.writeString(dir.resolve("orch.conf"), snippet);
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));

    Result result =
        installation.run(
            Map.of(),
            LOGROTATE.toString(),
            "--force",
            "--state",
            dir.resolve("state").toString(),
            configuration.toString());

    assertThat(result).isEqualTo(new Result(0, "", ""));
    assertThat(scratch.resolve("start.log")).isEmptyFile();
    assertThat(scratch.resolve("start.log.1.gz")).isNotEmptyFile();
  }
}
