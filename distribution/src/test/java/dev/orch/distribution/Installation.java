package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The tar.gz, unpacked as people do it, and processes started from it. */
final class Installation {
  private final Path directory;
  private final Path home;

  private Installation(Path directory, Path home) {
    this.directory = directory;
    this.home = home;
  }

  static Installation unpack(Path directory) throws IOException, InterruptedException {
    Installation installation = new Installation(directory, directory.resolve("orch-" + version()));
    Result tar =
        installation.run(
            Map.of(), "tar", "xzf", property("orch.tarball"), "-C", directory.toString());
    if (tar.exit() != 0) {
      throw new IOException("cannot unpack: " + tar);
    }
    return installation;
  }

  static String version() {
    return property("orch.version");
  }

  static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** The one top directory. */
  Path home() {
    return home;
  }

  /** The launcher. */
  String launcher() {
    return home.resolve("bin/orch").toString();
  }

  /** What a process left behind. */
  record Result(int exit, String out, String err) {}

  /** Runs the launcher to its end. */
  Result orch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    return run(environment, command.toArray(String[]::new));
  }

  /** Runs a program to its end. */
  Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", null);
    Path err = Files.createTempFile(directory, "err", null);
    Process process =
        builder(environment, command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(100, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + List.of(command) + Files.readString(err, UTF_8));
    }
    return new Result(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  /** Starts {@code orch server} on a port of its choice; what it keeps is below the directory. */
  Process serve(Path directory) throws IOException {
    return builder(
            Map.of(),
            launcher(),
            "server",
            "--data",
            directory.resolve("zk").toString(),
            "--port",
            "0")
        .redirectError(directory.resolve("server.err").toFile())
        .start();
  }

  /** A process's first line of output: a server's is its connect string. */
  static String firstLine(Process process) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    return Objects.requireNonNull(reader.readLine(), "the first line of output");
  }

  /** A program to be started, in an environment without settings of orch's. */
  ProcessBuilder builder(Map<String, String> environment, String... command) {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("ORCH_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    // Made aside, it would still be written while the directory is deleted.
    builder.environment().put("ORCH_ARCHIVE", "off");
    builder.environment().putAll(environment);
    return builder;
  }
}
