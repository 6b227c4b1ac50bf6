package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.model.ComponentName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may hold a home, and what lies outside of it. */
class LocalHomeTest {
  @TempDir Path directory;

  private LocalHome open(String home) throws IOException {
    return LocalHome.open(directory.resolve(home), HomeOptions.DEFAULT);
  }

  @Test
  void aHomeThatIsHeldIsRefusedInThisProcess() throws Exception {
    try (LocalHome home = open("home")) {
      assertThatThrownBy(() -> open("home"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("held by this process");
      assertThat(home.applied()).isEmpty();
      assertThatThrownBy(() -> open("home")).isInstanceOf(RefusedException.class);
    }
    open("home").close();
  }

  @Test
  void aHomeThatIsHeldByAnotherProcessIsRefusedAndItsHolderNamed() throws Exception {
    open("home").close();
    try (ChildHolder child = ChildHolder.hold(directory.resolve("home"))) {
      assertThatThrownBy(() -> open("home"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("process " + child.pid());
    }
    open("home").close();
  }

  @Test
  void aHomeWithTheJournalOfAnInterruptedApplyIsNotAtRest() throws Exception {
    try (LocalHome home = open("home")) {
      assertThat(home.isAtRest()).isTrue();
      Files.writeString(directory.resolve("home/.orch/journal"), "an apply");
      assertThat(home.isAtRest()).isFalse();
    }
  }

  @Test
  void nestedHomesAreRefusedInBothOrders() throws Exception {
    try (LocalHome outer = open("outer")) {
      assertThat(outer.directory()).isDirectory();
      assertThatThrownBy(() -> open("outer/in/ner")).isInstanceOf(RefusedException.class);
    }
    open("other/in/ner").close();
    assertThatThrownBy(() -> open("other"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("contains the home");
    assertThat(directory.resolve("other/.orch")).doesNotExist();
  }

  @Test
  void aHomeReachedByALinkIsTheOneItLeadsTo() throws Exception {
    Files.createDirectory(directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));

    try (HomeFixture fixture = new HomeFixture(directory.resolve("link"))) {
      assertThatThrownBy(() -> open("real")).isInstanceOf(RefusedException.class);
      assertThat(fixture.apply(1, Trees.of("a", "1"))).isInstanceOf(Outcome.Applied.class);
    }
    assertThat(directory.resolve("real/a")).hasContent("1");
  }

  @Test
  void aLinkPlantedInTheHomeNeverLetsAnythingBeWrittenOrDeletedOutside() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("a"), "theirs");
    FileTree tree = Trees.of("etc/a", "1", "etc/b", "1", "x", "1");
    try (HomeFixture fixture = new HomeFixture(directory.resolve("home"))) {
      fixture.apply(1, tree);
      Files.delete(fixture.path("etc/a"));
      Files.delete(fixture.path("etc/b"));
      Files.delete(fixture.path("etc"));
      Files.createSymbolicLink(fixture.path("etc"), outside);

      assertThat(fixture.apply(2, Trees.of("etc/a", "2", "etc/b", "1", "x", "2")))
          .isInstanceOf(Outcome.Held.class);
      assertThat(fixture.apply(3, Trees.of("x", "3"))).isInstanceOf(Outcome.Applied.class);
      assertThat(fixture.read("x")).isEqualTo("3");
    }
    assertThat(HomeFiles.below(outside, outside)).isEqualTo(Map.of("a", "theirs"));
  }

  @Test
  void aLinkPlantedWhileTheComponentStopsIsNotFollowedEither() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("a"), "theirs");
    try (HomeFixture fixture = new HomeFixture(directory.resolve("home"))) {
      fixture.apply(1, Trees.of("etc/a", "1"));
      fixture.trigger.onPrepare(() -> replaceByLink(fixture.path("etc"), outside));

      assertThat(fixture.apply(2, Trees.of("etc/a", "2", "etc/b", "2")))
          .isInstanceOfAny(Outcome.Failed.class, Outcome.Damaged.class);
    }
    assertThat(HomeFiles.below(outside, outside)).isEqualTo(Map.of("a", "theirs"));
  }

  private static void replaceByLink(Path replaced, Path target) {
    try {
      Files.move(replaced, replaced.resolveSibling("moved-away"));
      Files.createSymbolicLink(replaced, target);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSessionKeyIsReadableByItsOwnerOnly() throws Exception {
    try (LocalHome home = open("home")) {
      assertThat(home.sessionSlot().load()).isEmpty();
      home.sessionSlot().save("key 1");
      home.sessionSlot().save("key 2");

      assertThat(home.sessionSlot().load()).contains("key 2");
      Path file = directory.resolve("home/.orch/session");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void whatWasSeenOutlivesTheProcess() throws Exception {
    Seen seen = new Seen("id \n with\\odd text", new ComponentName("file-mgr"), 12);
    try (LocalHome home = open("home")) {
      assertThat(home.seenMemory().load()).isEqualTo(Optional.empty());
      home.seenMemory().save(seen);
    }
    try (LocalHome home = open("home")) {
      assertThat(home.seenMemory().load()).contains(seen);
    }
  }

  @Test
  void anythingElseWhereOrchKeepsItsFilesIsRefused() throws Exception {
    Files.createDirectory(directory.resolve("home"));
    Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(directory.resolve("home/.orch"), directory.resolve("elsewhere"));

    assertThatThrownBy(() -> open("home")).isInstanceOf(RefusedException.class);

    assertThat(directory.resolve("elsewhere")).isEmptyDirectory();
  }

  @Test
  void aFullDiskLeavesTheHomeAsItWasAndIsTriedAgain() throws Exception {
    Path mounted = Files.createDirectory(directory.resolve("small"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mounted.toString()))
        .as("this test needs the right to mount a small tmpfs")
        .isZero();
    try {
      FileTree small = Trees.of("a", "1");
      FileTree large = Trees.of("a", "2", "large", "x".repeat(2 << 20));
      try (HomeFixture fixture = new HomeFixture(mounted.resolve("home"))) {
        fixture.apply(1, small);

        assertThat(fixture.apply(2, large))
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> {
                  assertThat(failed.reason()).contains("No space left");
                  assertThat(failed.remembered()).isFalse();
                });

        fixture.assertIs(small);
        assertThat(fixture.path(".orch/apply")).doesNotExist();
        assertThat(fixture.apply(3, Trees.of("a", "3"))).isInstanceOf(Outcome.Applied.class);
      }
    } finally {
      run("umount", mounted.toString());
    }
  }

  @Test
  void aHomeThatCannotBeWrittenAnyMoreIsAnErrorAndStaysAsItWas() throws Exception {
    Path mounted = Files.createDirectory(directory.resolve("readonly"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mounted.toString()))
        .as("this test needs the right to mount a small tmpfs")
        .isZero();
    try {
      FileTree tree = Trees.of("a", "1");
      try (HomeFixture fixture = new HomeFixture(mounted.resolve("home"))) {
        fixture.apply(1, tree);
        // The lock keeps the file system busy, so it is made read-only underneath it.
        fixture.held().close();
        run("mount", "-o", "remount,ro", mounted.toString());
        assertThatThrownBy(() -> fixture.reopen(HomeOptions.DEFAULT))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Read-only");
        assertThat(HomeFiles.in(mounted.resolve("home"))).isEqualTo(HomeFiles.of(tree));
      }
    } finally {
      run("umount", mounted.toString());
    }
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Test
  void theLockFileCanBeReadByOthersWithoutGivingTheLockUp() throws Exception {
    try (LocalHome home = open("home")) {
      assertThat(home.directory()).isDirectory();
      try (ChildHolder child = ChildHolder.tryToHold(directory.resolve("home"))) {
        assertThat(child.exitCode()).isEqualTo(ChildHolder.REFUSED);
      }
    }
    try (FileChannel channel =
        FileChannel.open(directory.resolve("home/.orch/lock"), StandardOpenOption.READ)) {
      assertThat(channel.size()).isPositive();
    }
  }
}
