package dev.orch.oozie.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Oozie server with its HDFS as a process that tests start. It ends when this JVM does, however
 * that ends: its standard input is a pipe from here.
 *
 * <p>This class needs nothing but the JDK; the server's own class path is in a file that the build
 * writes beside it. Not safe for use by several threads, {@link #shared()} apart.
 */
public final class OozieProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration END_LIMIT = Duration.ofSeconds(20);
  private static final int READY_WORDS = 4;
  private static final int SHOWN_LINES = 30;

  private final Path directory;
  private final boolean hdfsAlone;
  private @Nullable Process process;
  private String[] ready = {};

  private OozieProcess(Path directory, boolean hdfsAlone) {
    this.directory = directory;
    this.hdfsAlone = hdfsAlone;
  }

  /** The one of this JVM, started when first asked for. Stopping it is rude to other tests. */
  public static OozieProcess shared() {
    return Shared.SERVER;
  }

  /** The same without Oozie, for tests of files alone: there in a third of the time. */
  public static OozieProcess sharedHdfs() {
    return SharedHdfs.SERVER;
  }

  /**
   * Started, and all of it answers.
   *
   * @param directory where it keeps its data; found again if it ran there before
   */
  public static OozieProcess start(Path directory) throws IOException, InterruptedException {
    return start(directory, false);
  }

  private static OozieProcess start(Path directory, boolean hdfsAlone)
      throws IOException, InterruptedException {
    OozieProcess server = new OozieProcess(directory, hdfsAlone);
    server.start();
    return server;
  }

  /** Starts it again, with the same addresses and data. */
  public void start() throws IOException, InterruptedException {
    if (process != null) {
      throw new IllegalStateException("it runs already");
    }
    Files.createDirectories(directory);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                classPath(),
                OozieProcess.class.getPackageName() + ".OozieTestServer",
                directory.toString()));
    if (hdfsAlone) {
      command.add(OozieTestServer.HDFS_ALONE);
    }
    Process started =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
            .start();
    process = started;
    try {
      ready = readyLine(started).split("\t");
    } catch (IOException | InterruptedException | RuntimeException e) {
      kill();
      throw e;
    }
  }

  private Path errors() {
    return directory.resolve("errors.log");
  }

  /** The end of them: the directory may be gone by the time that someone looks. */
  private String lastErrors() throws IOException {
    List<String> lines = Files.readAllLines(errors(), StandardCharsets.UTF_8);
    return errors()
        + " ends with:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private String readyLine(Process started) throws IOException, InterruptedException {
    BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
    FutureTask<@Nullable String> line = new FutureTask<>(output::readLine);
    Thread reader = new Thread(line, "orch-test-oozie-ready");
    reader.setDaemon(true);
    reader.start();
    try {
      String text = line.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (text != null && text.startsWith("READY\t") && text.split("\t").length == READY_WORDS) {
        return text;
      }
      throw new IOException("Oozie did not start, it said " + text + "; " + lastErrors());
    } catch (TimeoutException e) {
      throw new IOException("Oozie was not ready after " + START_LIMIT + "; " + lastErrors(), e);
    } catch (ExecutionException e) {
      throw new IOException("Oozie did not start; see " + errors(), e);
    }
  }

  private static String classPath() throws IOException {
    try (InputStream file = OozieProcess.class.getResourceAsStream("server.classpath")) {
      if (file == null) {
        throw new IOException("expected server.classpath beside OozieProcess: build this module");
      }
      Path own =
          Path.of(OozieProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own
          + System.getProperty("path.separator")
          + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Its base, such as {@code http://127.0.0.1:12345/oozie}. */
  public String url() {
    return ready[1];
  }

  /** Its file system, such as {@code hdfs://127.0.0.1:12346}. */
  public URI hdfs() {
    return URI.create(ready[2]);
  }

  /**
   * The calls that changed something, or tried to, oldest first, one a line, as Oozie notes them.
   */
  public List<String> auditLog() {
    try {
      return Files.readAllLines(Path.of(ready[3]), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it lives; tests may put files of their own below it. */
  public Path directory() {
    return directory;
  }

  /** Asks it to end and waits for it; data stay. */
  public void stop() throws IOException, InterruptedException {
    Process running = process;
    if (running != null) {
      running.getOutputStream().close();
      if (!running.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new IOException("Oozie did not end within " + END_LIMIT + "; see " + errors());
      }
      process = null;
    }
  }

  /** Ends it as a power cut does to the process. */
  private void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
      process = null;
    }
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Made when first used. */
  private static final class Shared {
    static final OozieProcess SERVER = startShared(false);
  }

  private static final class SharedHdfs {
    static final OozieProcess SERVER = startShared(true);
  }

  private static OozieProcess startShared(boolean hdfsAlone) {
    try {
      Path directory = Files.createTempDirectory("orch-oozie");
      OozieProcess server = start(directory, hdfsAlone);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(server::closeAndDelete, "orch-test-oozie-end"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Oozie started", e);
    }
  }

  private void closeAndDelete() {
    close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("could not remove " + directory + ": " + e);
    }
  }
}
