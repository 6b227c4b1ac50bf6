package dev.orch.oozie.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private static final int READY_WORDS = 4;

  private final Path directory;
  private final boolean hdfsAlone;
  private final @Nullable KdcProcess kdc;
  private @Nullable ReadyProcess process;

  /** Outlives the process: whoever asks after its end may ask where it was. */
  private @Nullable ReadyProcess last;

  private OozieProcess(Path directory, boolean hdfsAlone, @Nullable KdcProcess kdc) {
    this.directory = directory;
    this.hdfsAlone = hdfsAlone;
    this.kdc = kdc;
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
    return start(directory, false, null);
  }

  /** The same with Kerberos for all who come, HDFS and Oozie alike. */
  public static OozieProcess startWithKerberos(Path directory, KdcProcess kdc)
      throws IOException, InterruptedException {
    return start(directory, false, kdc);
  }

  private static OozieProcess start(Path directory, boolean hdfsAlone, @Nullable KdcProcess kdc)
      throws IOException, InterruptedException {
    OozieProcess server = new OozieProcess(directory, hdfsAlone, kdc);
    server.start();
    return server;
  }

  /** Starts it again, with the same addresses and data. */
  public void start() throws IOException, InterruptedException {
    if (process != null) {
      throw new IllegalStateException("it runs already");
    }
    List<String> options = new ArrayList<>(List.of("-Xmx512m"));
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    if (hdfsAlone) {
      arguments.add(OozieTestServer.HDFS_ALONE);
    }
    if (kdc != null) {
      options.add(kdc.jvmOption());
      arguments.add(OozieTestServer.KERBEROS + kdc.keytab(KdcProcess.SERVERS));
    }
    ReadyProcess started =
        ReadyProcess.start(directory, options, "OozieTestServer", arguments, READY_WORDS);
    process = started;
    last = started;
  }

  private String told(int word) {
    ReadyProcess started = last;
    if (started == null) {
      throw new IllegalStateException("it was never started");
    }
    return started.word(word);
  }

  /** Its base, such as {@code http://127.0.0.1:12345/oozie}. */
  public String url() {
    return told(1);
  }

  /** Its file system, such as {@code hdfs://127.0.0.1:12346}. */
  public URI hdfs() {
    return URI.create(told(2));
  }

  /**
   * The calls that changed something, or tried to, oldest first, one a line, as Oozie notes them.
   */
  public List<String> auditLog() {
    try {
      return Files.readAllLines(Path.of(told(3)), StandardCharsets.UTF_8);
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
    ReadyProcess running = process;
    if (running != null) {
      process = null;
      running.stop();
    }
  }

  @Override
  public void close() {
    ReadyProcess running = process;
    if (running != null) {
      process = null;
      running.close();
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
      OozieProcess server = start(directory, hdfsAlone, null);
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
