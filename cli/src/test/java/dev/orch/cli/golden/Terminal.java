package dev.orch.cli.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.cli.fixture.Tool;
import dev.orch.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The launcher as a process of its own, on a terminal of 80 columns or on pipes. Its installation
 * has one jar, which only names this test's class path.
 */
final class Terminal {
  private static final Path LAUNCHER = Path.of("../distribution/src/main/bin/orch");

  private final Path dir;
  private final Path launcher;
  private final Map<String, String> environment;

  /** With the launcher in a directory that may have plug-ins in it already. */
  Terminal(Path dir, Path installation, Map<String, String> environment) throws IOException {
    this.dir = dir;
    this.environment = environment;
    Path bin = Files.createDirectories(installation.resolve("bin"));
    launcher = Files.copy(LAUNCHER, bin.resolve("orch"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path", "").split(":"))
                .map(it -> Path.of(it).toUri().toString())
                .collect(Collectors.joining(" ")));
    Path lib = Files.createDirectories(installation.resolve("lib"));
    new JarOutputStream(Files.newOutputStream(lib.resolve("classpath.jar")), manifest).close();
  }

  /** What a process left behind; on a terminal both streams are one. */
  record Left(String out, String err, int exit) {}

  /** Skips the test where no terminal can be made. */
  static void require(Path dir) throws Exception {
    Tool.require("script");
    Assumptions.assumeTrue(
        Tool.run(dir, List.of("script", "--version")).contains("util-linux"),
        "script is not that of util-linux");
  }

  /**
   * Runs one call with all its streams on a terminal, which echoes nothing.
   *
   * @param question what a person answers with no; empty if nothing is asked
   */
  Left onTerminal(Map<String, String> more, String question, List<String> args)
      throws IOException, InterruptedException {
    String command =
        args.stream()
            .map(it -> "'" + it + "'")
            .collect(Collectors.joining(" ", launcher + " ", ""));
    Left left =
        run(
            more,
            question,
            List.of("script", "-qec", "stty cols 80 rows 24 -echo; exec " + command, "/dev/null"));
    return new Left(
        Masks.withoutProgress(left.out().replace("\r\n", "\n")), left.err(), left.exit());
  }

  /** Runs one call, no stream of which is a terminal. */
  Left piped(List<String> args) throws IOException, InterruptedException {
    return run(Map.of(), "", Stream.concat(Stream.of(launcher.toString()), args.stream()).toList());
  }

  private Left run(Map<String, String> more, String question, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(dir, "out", null);
    Path err = Files.createTempFile(dir, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeIf(
            name -> name.startsWith("ORCH_") || name.equals("NO_COLOR") || name.endsWith("PAGER"));
    variables.put("JAVA_HOME", System.getProperty("java.home", ""));
    variables.put("SHELL", "/bin/sh");
    variables.put("TERM", "xterm");
    // Which pager is installed is the machine's business.
    variables.put("ORCH_PAGER", "cat");
    variables.put("ORCH_ARCHIVE", "off");
    variables.putAll(environment);
    variables.putAll(more);
    Process process = builder.start();
    try (OutputStream input = process.getOutputStream()) {
      if (!question.isEmpty()) {
        Await.until("it asks", () -> Files.readString(out, UTF_8).contains(question));
        input.write("no\n".getBytes(UTF_8));
      }
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command + "\n" + Files.readString(out, UTF_8));
    }
    return new Left(
        Files.readString(out, UTF_8),
        Masks.withoutProgress(Files.readString(err, UTF_8)),
        process.exitValue());
  }
}
