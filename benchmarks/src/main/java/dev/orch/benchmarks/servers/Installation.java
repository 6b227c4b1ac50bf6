package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** orch as people install it, with the archive of its classes that its first call makes. */
public final class Installation {
  private static final long ARCHIVE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Path launcher;

  private Installation(Path launcher) {
    this.launcher = launcher;
  }

  /** Unpacks it into a directory and makes the first call. */
  public static Installation unpack(Path tarball, Path directory)
      throws IOException, InterruptedException {
    Command.run(directory, "tar", "xzf", tarball.toString());
    Path home;
    try (Stream<Path> files = Files.list(directory)) {
      home =
          files
              .filter(file -> Files.isExecutable(file.resolve("bin/orch")))
              .findFirst()
              .orElseThrow(() -> new IOException("no bin/orch in " + tarball));
    }
    Installation installation = new Installation(home.resolve("bin/orch"));
    Command.run(directory, installation.launcher.toString(), "--version");
    long start = System.nanoTime();
    while (!hasArchive(home.resolve("lib"))) {
      if (System.nanoTime() - start > ARCHIVE_LIMIT_NANOS) {
        throw new IOException("the archive of classes was not made in time in " + home);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return installation;
  }

  private static boolean hasArchive(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      List<String> names = files.map(Path::toString).toList();
      return names.stream().anyMatch(name -> name.endsWith(".jsa"))
          && names.stream().noneMatch(name -> name.endsWith(".making"));
    }
  }

  /** The command that starts it. */
  public List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
