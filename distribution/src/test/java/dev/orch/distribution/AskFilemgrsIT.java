package dev.orch.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that find all file managers of a project, with two real ones of OODT. */
class AskFilemgrsIT {
  @TempDir Path dir;

  @Test
  void aClientAsksAllFileManagersAsOne() throws Exception {
    String tarball = System.getProperty("orch.filemgr.tarball", "");
    assumeFalse(tarball.isEmpty(), "only with -Poodt, which downloads OODT's file manager");
    Installation installation = Installation.unpack(dir);
    assumeTrue(
        installation.run(Map.of(), "unshare", "--map-root-user", "--net", "ip", "link").exit() == 0,
        "needs a network of its own: unshare and ip, and the right to use them");

    Result result =
        installation.run(
            Map.of(),
            Installation.property("orch.docs") + "/examples/ask_filemgrs.sh",
            installation.launcher(),
            tarball);

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.out())
        .containsSubsequence(
            "127.0.0.1:9001: The default product type for any kind of file.",
            "127.0.0.1:9002: The default product type for any kind of file.",
            "One of them is asked by its label",
            "127.0.0.1:9002: The default product type for any kind of file.",
            "127.0.0.1:9001: Files of the weather project.",
            "127.0.0.1:9002: Files of the weather project.",
            "One is stopped",
            "127.0.0.1:9001: Files of the weather project.",
            "All file managers were asked as one");
  }
}
