package dev.orch.stores.testing;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that speaks S3 as a process that tests start. It ends when this JVM does, however that
 * ends: its standard input is a pipe from here. This class needs nothing but the JDK; the server's
 * own class path is in a file that the build writes beside it.
 */
public final class S3Process implements AutoCloseable {
  /** The one bucket. */
  public static final String BUCKET = "orch";

  /** Who may use it, by {@link #SECRET_KEY}. */
  public static final String ACCESS_KEY = "orch";

  /** No secret: the server lives as long as a test. */
  public static final String SECRET_KEY = "not-a-secret";

  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final URI endpoint;

  private S3Process(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Started, and it answers. */
  public static S3Process start() throws IOException, InterruptedException {
    Path errors = Files.createTempFile("orch-s3-", ".log");
    errors.toFile().deleteOnExit();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                S3Process.class.getPackageName() + ".S3TestServer")
            .redirectError(errors.toFile())
            .start();
    try {
      return new S3Process(process, URI.create("http://127.0.0.1:" + port(process, errors)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int port(Process process, Path errors) throws IOException, InterruptedException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    FutureTask<String> line = new FutureTask<>(() -> String.valueOf(output.readLine()));
    Thread reader = new Thread(line, "orch-test-s3-ready");
    reader.setDaemon(true);
    reader.start();
    try {
      String text = line.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!text.startsWith("READY\t")) {
        throw new IOException(
            "S3 did not start, it said " + text + "; " + Files.readString(errors));
      }
      return Integer.parseInt(text.substring(text.indexOf('\t') + 1));
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("S3 did not start; " + Files.readString(errors), e);
    }
  }

  private static String classPath() throws IOException {
    try (InputStream file = S3Process.class.getResourceAsStream("server.classpath")) {
      if (file == null) {
        throw new IOException("expected server.classpath beside S3Process: build this module");
      }
      Path own =
          Path.of(S3Process.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own
          + System.getProperty("path.separator")
          + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The one of this JVM, started when first asked for. */
  public static S3Process shared() {
    return Shared.SERVER;
  }

  /** Where it answers, such as {@code http://127.0.0.1:12345}. */
  public URI endpoint() {
    return endpoint;
  }

  /** Ends it as a power cut does. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Made when first used. */
  private static final class Shared {
    static final S3Process SERVER = startShared();
  }

  private static S3Process startShared() {
    try {
      return start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while S3 started", e);
    }
  }
}
