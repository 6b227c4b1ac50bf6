package dev.orch.benchmarks.lean;

import dev.orch.benchmarks.servers.Command;
import dev.orch.benchmarks.servers.JavaCommand;
import dev.orch.benchmarks.servers.RawZooKeeper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * One of the least programs, started as well as Java can: with the flags of orch's launcher, and
 * with an archive of its classes, for which they have to be in a jar.
 */
public final class LeanProgram {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private static final List<Class<?>> LIBRARIES =
      List.of(
          CommandLine.class,
          ZooKeeper.class,
          Record.class,
          LoggerFactory.class,
          LoggerFactory.getILoggerFactory().getClass());

  private final Class<?> main;
  private final String classPath;
  private final Path archive;

  private LeanProgram(Class<?> main, String classPath, Path archive) {
    this.main = main;
    this.classPath = classPath;
    this.archive = archive;
  }

  /**
   * Prepares one.
   *
   * @param training what it does while its classes are recorded
   */
  public static LeanProgram prepare(Class<?> main, Path directory, List<String> training)
      throws IOException, InterruptedException {
    Path jar = directory.resolve("lean.jar");
    if (!Files.exists(jar)) {
      pack(jar);
    }
    Set<String> paths = new LinkedHashSet<>(List.of(jar.toString()));
    for (Class<?> library : LIBRARIES) {
      paths.add(source(library).toString());
    }
    Path archive = directory.resolve(main.getSimpleName() + ".jsa");
    LeanProgram program = new LeanProgram(main, String.join(File.pathSeparator, paths), archive);
    List<String> recording = new ArrayList<>(List.of(JavaCommand.java()));
    recording.addAll(FLAGS);
    recording.add("-XX:ArchiveClassesAtExit=" + archive);
    recording.addAll(List.of("-cp", program.classPath, main.getName()));
    recording.addAll(training);
    Command.run(directory, recording.toArray(String[]::new));
    return program;
  }

  private static Path source(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the class path is not a place that can be named", e);
    }
  }

  /** The packages of the programs and of the plain client. */
  private static void pack(Path jar) throws IOException {
    Path root = source(LeanProgram.class);
    if (Files.isDirectory(root)) {
      pack(jar, root);
    } else {
      try (FileSystem own = FileSystems.newFileSystem(root)) {
        pack(jar, own.getPath("/"));
      }
    }
  }

  private static void pack(Path jar, Path root) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Class<?> one : List.of(LeanProgram.class, RawZooKeeper.class)) {
        Path directory = root.resolve(one.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
            entries.putNextEntry(new JarEntry(root.relativize(file).toString()));
            Files.copy(file, entries);
            entries.closeEntry();
          }
        }
      }
    }
  }

  /** The command that starts it. */
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
    command.addAll(FLAGS);
    command.add("-XX:SharedArchiveFile=" + archive);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    return command;
  }
}
