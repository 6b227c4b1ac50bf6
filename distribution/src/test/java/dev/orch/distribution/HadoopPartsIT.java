package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.distribution.Installation.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code lib/hadoop} serves the commands that need it, and burdens no other. */
class HadoopPartsIT {
  @TempDir Path dir;
  private Installation installation;
  private Path jobs;

  @BeforeEach
  void unpack() throws Exception {
    installation = Installation.unpack(dir);
    jobs = Files.createDirectories(dir.resolve("jobs/nightly"));
    Files.writeString(dir.resolve("jobs/component.yaml"), "trigger: oozie\n", UTF_8);
    Files.writeString(jobs.resolve("job.properties"), "oozie.wf.application.path=x\n", UTF_8);
    Files.writeString(
        jobs.resolve("workflow.xml"),
        "<workflow-app name='w' xmlns='uri:oozie:workflow:1.0'><start to='e'/><end name='e'/>"
            + "</workflow-app>",
        UTF_8);
  }

  private static List<String> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private Result apply(String home) throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    return installation.orch(
        Map.of("ORCH_OOZIE_URL", "http://127.0.0.1:" + unused + "/oozie"),
        "apply",
        dir.resolve("jobs").toString(),
        "--home",
        home);
  }

  @Test
  void theyAreBesideTheClassPathAndNotOnIt() throws Exception {
    Path lib = installation.home().resolve("lib");

    assertThat(jars(lib))
        .noneMatch(jar -> jar.matches("(hadoop-|oozie-client|guava|orch-hadoop).*"));
    assertThat(jars(lib.resolve("hadoop")))
        .anyMatch(jar -> jar.startsWith("hadoop-client-runtime"))
        .noneMatch(jar -> jar.matches("(slf4j|jackson|orch-model|orch-cli|snappy).*"));
  }

  @Test
  void jobsAreAppliedWithHadoopsFileSystemAndOoziesClient() throws Exception {
    Result result = apply(dir.resolve("home").toString());

    assertThat(result.exit()).as("Oozie is not there: %s", result).isEqualTo(3);
    assertThat(result.err()).contains("/oozie: ").doesNotContain("\tat ");
  }

  @Test
  void definitionsAreJudgedByTheSchemasOfOoziesClient() throws Exception {
    Files.writeString(
        jobs.resolve("workflow.xml"),
        "<workflow-app xmlns='uri:oozie:workflow:1.0'><start to='e'/><end name='e'/></workflow-app>",
        UTF_8);

    Result result = apply(dir.resolve("home").toString());

    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("nightly/workflow.xml:1:", "invalid XML: ", "'name'");
  }

  @Test
  void aFileSystemWithoutAConnectorIsToldWithWhereItBelongs() throws Exception {
    Result result = apply("nosuch://bucket/home");

    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("lib/hadoop").doesNotContain("\tat ");
  }

  @Test
  void withoutThemItIsSaidWhatIsMissing() throws Exception {
    Path hadoop = installation.home().resolve("lib/hadoop");
    for (String jar : jars(hadoop)) {
      Files.delete(hadoop.resolve(jar));
    }

    Result result = apply(dir.resolve("home").toString());

    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("this installation lacks lib/hadoop");
  }
}
