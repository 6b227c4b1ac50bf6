package dev.orch.cli.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Oozie's server and HDFS, on loopback, in a process of their own that ends when its input does, so
 * that it never outlives this one. It is the one that orch's own tests use.
 */
final class OozieServerProcess implements AutoCloseable {
  private static final Duration READY_AT_MOST = Duration.ofMinutes(2);
  private static final long END_SECONDS = 20;
  private static final String MAIN = "dev.orch.oozie.testing.OozieTestServer";
  private static final String READY = "READY";
  private static final int READY_WORDS = 4;

  private final Process process;
  private final Thread reader;
  private final Transcript transcript = new Transcript();
  private final Path errors;
  private String[] ready = {};

  private OozieServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader =
        new Thread(
            () -> transcript.read(process.getInputStream(), line -> {}), "orch-quickstart-oozie");
  }

  /**
   * Starts it, and waits until all of it answers.
   *
   * @param classPath a file that holds the server's class path
   * @param directory where it keeps its data; made
   */
  static OozieServerProcess start(Path classPath, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path errors = directory.resolve("errors.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                Files.readString(classPath, StandardCharsets.UTF_8).strip(),
                MAIN,
                directory.toString())
            .redirectError(errors.toFile())
            .start();
    OozieServerProcess server = new OozieServerProcess(process, errors);
    try {
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    reader.start();
    Optional<String> line = transcript.next(0, READY_AT_MOST);
    String[] words = line.orElse("").split("\t", -1);
    if (words.length != READY_WORDS || !words[0].equals(READY)) {
      List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
      throw new IOException(
          "Oozie did not start within "
              + READY_AT_MOST.toMinutes()
              + " minutes; it said: "
              + String.join(" | ", said.subList(Math.max(0, said.size() - 5), said.size())));
    }
    ready = words;
  }

  String url() {
    return ready[1];
  }

  URI hdfs() {
    return URI.create(ready[2]);
  }

  /** What Oozie noted of calls that changed something, oldest first. */
  List<String> auditLog() throws IOException {
    return Files.readAllLines(Path.of(ready[3]), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
