package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.orch.distribution.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive: made aside, used when it is there, and never in the way. */
class StartupIT {
  private static final Map<String, String> ON = Map.of("ORCH_ARCHIVE", "on");
  private static final String VERSION = "orch " + Installation.version() + "\n";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path dir;

  private Installation installation;

  @BeforeEach
  void unpack() throws Exception {
    installation = Installation.unpack(dir);
  }

  @Test
  void theSecondCallLoadsItsClassesFromTheArchiveAndOpensNoJarOfOthers() throws Exception {
    archiveMadeIn(installation.home().resolve("lib"), ON);
    Path tree = Files.createDirectories(dir.resolve("weather"));
    Files.createDirectories(tree.resolve("app/etc"));
    Files.writeString(tree.resolve("app/etc/app.properties"), "pool=4");
    Path changed = Files.createDirectories(dir.resolve("changed"));
    Files.createDirectories(changed.resolve("app/etc"));
    Files.writeString(changed.resolve("app/etc/app.properties"), "pool=5");
    Process server = installation.serve(dir);
    try {
      String connect = Installation.firstLine(server);
      for (List<String> call :
          List.of(
              List.of("--help"),
              List.of("publish", tree.toString(), "--project=weather", "--zk=" + connect),
              List.of("publish", changed.toString(), "--project=weather", "--zk=" + connect),
              List.of("status", "--zk=" + connect))) {
        List<String> loaded = classesLoaded(call);
        List<String> notShared =
            loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
        List<String> made = notShared.stream().filter(StartupIT::isMadeInEachCall).toList();
        assertThat((notShared.size() - made.size()) * 100 / loaded.size())
            .as("percent of classes of %s not in the archive, see cds/record: %s", call, notShared)
            .isLessThanOrEqualTo(1);
        assertThat(made).as("classes that Java makes in %s", call).hasSizeLessThanOrEqualTo(130);
        assertThat(loaded)
            .as("what looks through all jars in %s", call)
            .noneMatch(line -> line.contains(" jdk.internal.loader.URLClassPath$1 "))
            .noneMatch(line -> line.contains(" org.eclipse.jgit."));
        assertThat(loaded)
            .as("records that Java makes the comparison of in %s", call)
            .noneMatch(line -> line.contains(" java.lang.runtime.ObjectMethods "));
      }
    } finally {
      server.destroy();
      assertThat(server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  /** For annotations, and lambdas of the JDK. */
  private static boolean isMadeInEachCall(String line) {
    return line.contains("Proxy") || line.contains("Lambda");
  }

  @Test
  void anArchiveThatDoesNotFitChangesNothing() throws Exception {
    Path lib = installation.home().resolve("lib");
    Path archive =
        lib.resolve(
            "%s-java-%s.jsa"
                .formatted(installation.home().getFileName(), System.getProperty("java.version")));
    Files.writeString(archive, "not an archive", UTF_8);
    assertThat(installation.orch(ON, "--version")).isEqualTo(new Result(0, VERSION, ""));
    assertThat(archive).as("the archive that the launcher looks for").hasContent("not an archive");
    assertThat(named(lib, ".making")).as("another in the making").isEmpty();
  }

  @Test
  void whereTheInstallationIsNotWritableItGoesToTheCache() throws Exception {
    Path lib = installation.home().resolve("lib");
    assertThat(lib.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(lib), "this user may write everywhere (root)");
    try {
      Path cache = dir.resolve("a cache");
      archiveMadeIn(
          Files.createDirectories(cache.resolve("orch")),
          Map.of("ORCH_ARCHIVE", "on", "XDG_CACHE_HOME", cache.toString()));
    } finally {
      assertThat(lib.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    assertThat(installation.orch(Map.of("ORCH_ARCHIVE", "off"), "--version").exit()).isZero();
    assertThat(named(installation.home().resolve("lib"), ".making")).isEmpty();
    assertThat(named(installation.home().resolve("lib"), ".jsa")).isEmpty();
  }

  /** Makes the first call, and waits until the archive is there and what made it is gone. */
  private Path archiveMadeIn(Path directory, Map<String, String> environment) throws Exception {
    try (WatchService changes = directory.getFileSystem().newWatchService()) {
      directory.register(changes, ENTRY_CREATE, ENTRY_DELETE);
      assertThat(installation.orch(environment, "--version")).isEqualTo(new Result(0, VERSION, ""));
      while (named(directory, ".jsa").isEmpty() || named(directory, ".making").isPresent()) {
        WatchKey change = changes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(change).as("archive in %s", directory).isNotNull();
        change.pollEvents();
        change.reset();
      }
    }
    return named(directory, ".jsa").orElseThrow();
  }

  private static Optional<Path> named(Path directory, String end) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).findAny();
    }
  }

  private List<String> classesLoaded(List<String> call) throws Exception {
    Path log = Files.createTempFile(dir, "classes", ".log");
    String options = "-Xlog:class+load=info:file=" + log + "::filecount=0";
    installation.orch(
        Map.of("ORCH_ARCHIVE", "on", "ORCH_JAVA_OPTS", options), call.toArray(String[]::new));
    return Files.readAllLines(log, UTF_8).stream()
        .filter(line -> line.contains(" source: "))
        .toList();
  }
}
