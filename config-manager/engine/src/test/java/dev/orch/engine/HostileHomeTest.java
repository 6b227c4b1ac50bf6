package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Homes that fill up, vanish, or are changed by someone who means harm. */
class HostileHomeTest {
  private static final int RACES = 600;
  private static final Path ASIDE = Path.of("aside");
  private static final Path LINK = Path.of("link");

  private final Path sandbox = FastDirectories.make();
  private final Path home = sandbox.resolve("home");

  @AfterEach
  void deleteTheSandbox() {
    FastDirectories.delete(sandbox);
  }

  @Test
  void directoriesThatTurnIntoLinksDuringAppliesNeverLeadOutside() throws Exception {
    Path outside = Files.createDirectory(sandbox.resolve("outside"));
    for (String name : new String[] {"a", "b", "deep/c"}) {
      HomeFiles.write(outside, name, "theirs");
    }
    Map<String, String> untouched = HomeFiles.below(outside, outside);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger swaps = new AtomicInteger();
    int applied = 0;
    int others = 0;
    try (HomeFixture fixture = new HomeFixture(home, new HomeOptions(true, false))) {
      Thread attacker = new Thread(() -> swapForLinks(outside, stop, swaps), "attacker");
      attacker.start();
      try {
        for (int i = 1; i <= RACES; i++) {
          Outcome outcome = fixture.apply(i, tree(i));
          if (outcome instanceof Outcome.Applied) {
            applied++;
          } else {
            others++;
            fixture.reconciler().retryFailed();
          }
        }
      } finally {
        stop.set(true);
        attacker.join();
      }
    }
    System.out.printf(
        "links: %d applies against %d swaps, %d applied, %d not%n",
        RACES, swaps.get(), applied, others);
    assertThat(HomeFiles.below(outside, outside)).isEqualTo(untouched);
    assertThat(swaps.get()).as("swaps in the middle of applies").isGreaterThan(100);
  }

  private static FileTree tree(int i) {
    String text = "revision " + i;
    return i % 3 == 0
        ? Trees.of("etc/a", text, "x", text)
        : Trees.of("etc/a", text, "etc/b", text, "etc/deep/c", text, "x", text);
  }

  /**
   * Puts a link to a directory outside where a directory of the home was, and takes it away. Goes
   * by open directories itself, so that it never follows a link of its own that an undo put back.
   */
  private void swapForLinks(Path outside, AtomicBoolean stop, AtomicInteger swaps) {
    Path etc = Path.of("etc");
    Path deep = Path.of("deep");
    boolean top = false;
    while (!stop.get()) {
      top = !top;
      try (SecureDirectoryStream<Path> root = open(home);
          SecureDirectoryStream<Path> own = open(sandbox)) {
        if (isLink(root, etc)) {
          root.deleteFile(etc);
        } else if (top) {
          swap(root, etc, own, outside, swaps);
        } else {
          try (SecureDirectoryStream<Path> parent =
              root.newDirectoryStream(etc, LinkOption.NOFOLLOW_LINKS)) {
            swap(parent, deep, own, outside.resolve("deep"), swaps);
          }
        }
      } catch (IOException e) {
        // Lost a race against the apply; clears up and tries again.
        clearUp();
      }
    }
    clearUp();
  }

  private void swap(
      SecureDirectoryStream<Path> parent,
      Path victim,
      SecureDirectoryStream<Path> own,
      Path target,
      AtomicInteger swaps)
      throws IOException {
    parent.move(victim, own, ASIDE);
    Files.createSymbolicLink(sandbox.resolve(LINK), target);
    own.move(LINK, parent, victim);
    swaps.incrementAndGet();
    Thread.onSpinWait();
    if (isLink(parent, victim)) {
      parent.deleteFile(victim);
    }
    own.move(ASIDE, parent, victim);
  }

  @SuppressWarnings("StreamResourceLeak") // handed to the caller, who closes it
  private static SecureDirectoryStream<Path> open(Path directory) throws IOException {
    return (SecureDirectoryStream<Path>) Files.newDirectoryStream(directory);
  }

  private static boolean isLink(SecureDirectoryStream<Path> parent, Path name) {
    try {
      return parent
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes()
          .isSymbolicLink();
    } catch (IOException e) {
      return false;
    }
  }

  private void clearUp() {
    discard(sandbox.resolve(LINK));
    discard(sandbox.resolve(ASIDE));
  }

  private static void discard(Path path) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      FastDirectories.delete(path);
    }
  }

  @Test
  void aHomeThatIsDeletedUnderTheAgentIsToldAndAppliedAnewAfterwards() throws Exception {
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(1, Trees.of("a", "1"));
      fixture.trigger.calls().clear();
      FastDirectories.delete(home);

      assertThat(fixture.apply(2, Trees.of("a", "2")))
          .isInstanceOfAny(Outcome.Failed.class, Outcome.Damaged.class);

      assertThat(home).doesNotExist();
      assertThat(fixture.trigger.calls()).doesNotContain("activate");
    }
    try (HomeFixture fixture = new HomeFixture(home)) {
      assertThat(fixture.apply(2, Trees.of("a", "2"))).isInstanceOf(Outcome.Applied.class);
      fixture.assertIs(Trees.of("a", "2"));
    }
  }

  @Test
  void aDiskThatIsFullInAnyPhaseIsToldAndMended() throws Exception {
    Path mounted = Files.createDirectory(sandbox.resolve("small"));
    assumeThat(
            run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=256k,nr_inodes=200",
                "tmpfs",
                mounted.toString()))
        .as("this test needs the right to mount a small tmpfs")
        .isZero();
    try {
      FileTree old = Trees.of("a", "old", "dir/b", "1", "gone", "g");
      FileTree next = Trees.of("a", "new", "dir/b", "2", "x/y/z", "3", "c", "4");
      int failures = 0;
      for (int free = 0; free < 40; free++) {
        Path small = mounted.resolve("home" + free);
        try (HomeFixture fixture = new HomeFixture(small)) {
          assertThat(fixture.apply(1, old)).isInstanceOf(Outcome.Applied.class);
          fill(mounted, free);
          Outcome outcome = fixture.apply(2, next);
          if (!(outcome instanceof Outcome.Applied)) {
            failures++;
            assertThat(outcome.toString()).contains("No space left");
            if (outcome instanceof Outcome.Failed) {
              fixture.assertIs(old);
            } else {
              assertThat(outcome).isInstanceOf(Outcome.Damaged.class);
              assertThat(fixture.trigger.calls()).doesNotContain("undo", "ensure");
            }
          }
          empty(mounted);
          if (fixture.reconcile() instanceof Outcome.Failed) {
            fixture.reconciler().retryFailed();
          }
          assertThat(fixture.reconcile())
              .isInstanceOfAny(Outcome.Applied.class, Outcome.UpToDate.class);
          fixture.assertIs(next);
        }
        FastDirectories.delete(small);
      }
      System.out.printf("full disk: %d of 40 applies failed, all mended%n", failures);
      assertThat(failures).isBetween(5, 39);
    } finally {
      run("umount", mounted.toString());
    }
  }

  /** Uses up all files that the disk can hold but so many. */
  private static void fill(Path disk, int free) throws IOException {
    Path filler = Files.createDirectory(disk.resolve("filler"));
    int made = 0;
    try {
      while (true) {
        Files.createFile(filler.resolve("f" + made));
        made++;
      }
    } catch (FileSystemException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    for (int i = 0; i < free; i++) {
      Files.delete(filler.resolve("f" + i));
    }
  }

  private static void empty(Path disk) {
    FastDirectories.delete(disk.resolve("filler"));
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }
}
