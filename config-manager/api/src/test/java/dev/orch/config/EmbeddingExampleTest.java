package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.config.example.Station;
import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application of {@code docs/embedding.md} as a process of its own. */
final class EmbeddingExampleTest {
  private static final Path DOCUMENT = Path.of("../../docs/embedding.md");
  private static final Path SOURCE = Path.of("src/test/java/dev/orch/config/example/Station.java");

  @TempDir Path home;

  @Test
  void theDocumentShowsTheCodeThatRuns() throws IOException {
    String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    String source = Files.readString(SOURCE, StandardCharsets.UTF_8);

    assertThat(document).contains("```java\n" + source + "```");
  }

  @Test
  void itRunsOnLocalFiles() throws Exception {
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(
        home.resolve("etc/sites.csv"), "Oslo,59\nLeeds,53\n\n", StandardCharsets.UTF_8);
    writeProperties(9000);

    try (Application station = Application.start(List.of("-Dorch.home=" + home))) {
      assertThat(station.nextLine())
          .isEqualTo("started: port 9000, polls every PT30S, 18 bytes of sites from local files");
      writeProperties(9001);
      station.pressEnter();
      assertThat(station.nextLine())
          .isEqualTo(
              "changed [station.port]: port 9001, polls every PT30S, 18 bytes of sites from local"
                  + " files");
      assertThat(station.end()).isZero();
    }
  }

  @Test
  void theSameProgramRunsDistributed() throws Exception {
    try (ZooKeeperFixture zooKeeper = new ZooKeeperFixture()) {
      TestProject project = new TestProject(zooKeeper.store());
      project.publish("station", station(9000));
      List<String> settings =
          List.of(
              "-Dorch.config.distributed=true",
              "-Dorch.zk.connect=" + zooKeeper.settings().connect(),
              "-Dorch.project=weather",
              "-Dorch.home=" + home);

      try (Application station = Application.start(settings)) {
        assertThat(station.nextLine())
            .isEqualTo("started: port 9000, polls every PT30S, 18 bytes of sites from revision 1");
        project.publish("station", station(9001));
        assertThat(station.nextLine())
            .isEqualTo(
                "changed [station.port]: port 9001, polls every PT30S, 18 bytes of sites from"
                    + " revision 2");
        assertThat(station.end()).isZero();
      }
    }
  }

  private static FileTree station(int port) {
    return Trees.of(
        "etc/sites.csv",
        "Oslo,59\nLeeds,53\n\n",
        "etc/station.properties",
        "station.port = " + port + "\nstation.poll = 30s\n");
  }

  private void writeProperties(int port) throws IOException {
    Files.writeString(
        home.resolve("etc/station.properties"),
        "station.port = " + port + "\nstation.poll = 30s\n",
        StandardCharsets.ISO_8859_1);
  }

  /** The example as a child process. */
  static final class Application implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private Application(Process process) {
      this.process = process;
      this.output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      this.input =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static Application start(List<String> systemProperties) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(systemProperties);
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), Station.class.getName()));
      return new Application(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Read elsewhere, since a thread that reads from a pipe cannot be interrupted. */
    String nextLine() throws Exception {
      return CompletableFuture.supplyAsync(this::read).get(30, TimeUnit.SECONDS);
    }

    private String read() {
      try {
        return String.valueOf(output.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void pressEnter() throws IOException {
      input.newLine();
      input.flush();
    }

    int end() throws IOException, InterruptedException {
      input.close();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
