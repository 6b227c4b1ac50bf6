package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A home of which something may not be written, or not even be looked into. Permissions bind root
 * only without its capabilities, so that root applies in a process that gave them up.
 */
class UnwritableHomeTest {
  private static final FileTree OLD = Trees.of("a", "old", "etc/b", "old", "etc/gone", "g");
  private static final FileTree NEW = Trees.of("a", "new", "etc/b", "new", "etc/added", "x");

  @TempDir Path directory;
  private Path home;

  @BeforeEach
  void applyTheFirstRevision() throws Exception {
    home = directory.resolve("home");
    try (HomeFixture fixture = new HomeFixture(home)) {
      assertThat(fixture.apply(1, OLD)).isInstanceOf(Outcome.Applied.class);
    }
  }

  @AfterEach
  void givePermissionBack() throws IOException {
    for (String place : new String[] {"", "etc", ".orch"}) {
      permit(place, "rwxr-xr-x");
    }
  }

  private void permit(String place, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        home.resolve(place), PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @CsvSource({
    "'',    r-xr-xr-x, a",
    "etc,   r-xr-xr-x, etc/",
    "etc,   r--r--r--, etc/",
    "etc,   ---------, etc",
    ".orch, r-xr-xr-x, .orch/",
  })
  void whatMayNotBeWrittenIsNamedAndNothingIsChangedUntilItMay(
      String place, String permissions, String named) throws Exception {
    permit(place, permissions);

    String told = applyBoundByPermissions();

    permit(place, "rwxr-xr-x");
    assertThat(told)
        .startsWith("Failed")
        .contains(home + "/" + named)
        .contains("the right to write");
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(OLD));
    assertThat(apply(home)).startsWith("Applied");
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(NEW));
  }

  private String applyBoundByPermissions() throws Exception {
    Path probe = Files.createDirectory(directory.resolve("probe"));
    Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!Files.isWritable(probe)) {
      return apply(home);
    }
    List<String> bound = List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all");
    assumeThat(run(List.of("sh", "-c", String.join(" ", bound) + " echo can; true")))
        .as("as root, this test needs setpriv of util-linux and the right to give up capabilities")
        .isEqualTo("can");
    List<String> command = new ArrayList<>(bound);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            UnwritableHomeTest.class.getName(),
            home.toString()));
    return run(command);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  /** In the child, where root is bound by permissions: applies, and tells what came of it. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(apply(Path.of(arguments[0])));
  }

  private static String apply(Path home) throws IOException, InterruptedException {
    try (LocalHome held = LocalHome.open(home, HomeOptions.DEFAULT)) {
      SettableSource source = new SettableSource();
      source.publish(2, NEW);
      Reconciler reconciler = new Reconciler(source, held, Trigger.NONE, Clock.systemUTC());
      reconciler.retryFailed();
      Outcome outcome = reconciler.reconcile();
      return outcome.getClass().getSimpleName() + " " + outcome;
    }
  }
}
