package dev.orch.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chapter on moving in, with a real OODT file manager. */
class MoveOodtIT {
  @TempDir Path dir;

  @Test
  void aFileManagerIsMovedAndServesWhatIsPublished() throws Exception {
    String tarball = System.getProperty("orch.filemgr.tarball", "");
    assumeFalse(tarball.isEmpty(), "only with -Poodt, which downloads OODT's file manager");
    Installation installation = Installation.unpack(dir);
    assumeTrue(
        installation.run(Map.of(), "unshare", "--map-root-user", "--net", "ip", "link").exit() == 0,
        "needs a network of its own: unshare and ip, and the right to use them");

    Result result =
        installation.run(
            Map.of(),
            Installation.property("orch.docs") + "/examples/move_oodt.sh",
            installation.launcher(),
            tarball);

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.out())
        .containsSubsequence(
            "port 9001 serves: The default product type for any kind of file.",
            "port 9001 serves: Files of the weather project.",
            "port 9001 serves: The default product type for any kind of file.",
            "The file manager was moved");
  }
}
