package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.CorruptDataException;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Layout;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What someone reads who does not hold the home. */
class HomeSnapshotTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;

  @Test
  void aHomeWithoutAFinishedApplyHasNoSnapshot() throws Exception {
    try (HomeFixture fixture = new HomeFixture(home)) {
      assertThat(fixture.held().directory()).isDirectory();
      assertThat(HomeSnapshot.read(home, LONG)).isEmpty();
    }
    assertThat(HomeSnapshot.read(Files.createDirectory(home.resolve("plain")), LONG)).isEmpty();
  }

  @Test
  void itHoldsTheRevisionAndTheBytes() throws Exception {
    FileTree tree = Trees.of("a", "1", "dir/b", "zwei €");
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(5, tree);

      HomeSnapshot snapshot = HomeSnapshot.read(home, LONG).orElseThrow();

      assertThat(snapshot.revision()).isEqualTo(5);
      assertThat(snapshot.manifest()).isEqualTo(tree.manifest());
      assertThat(text(snapshot, "dir/b")).isEqualTo("zwei €");
      fixture.apply(6, Trees.of("a", "2"));
      assertThat(text(snapshot, "a")).isEqualTo("1");
    }
  }

  private static String text(HomeSnapshot snapshot, String path) {
    return new String(snapshot.content(new ConfigPath(path)), StandardCharsets.UTF_8);
  }

  @Test
  void filesThatSomeoneElseChangedAreNamed() throws Exception {
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(1, Trees.of("a", "1", "b", "1", "c", "1"));
      fixture.write("a", "2");
      Files.delete(fixture.path("c"));

      assertThatThrownBy(() -> HomeSnapshot.read(home, LONG))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("[a, c]");
    }
  }

  @Test
  void whileAnApplyIsInTheMiddleItWaitsAndThenSaysSo() throws Exception {
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(1, Trees.of("a", "1"));
      fixture.trigger.onPrepare(
          () -> {
            try {
              assertThat(text(HomeSnapshot.read(home, LONG).orElseThrow(), "a")).isEqualTo("1");
              fixture.write("a", "as if half moved");
              assertThatThrownBy(() -> HomeSnapshot.read(home, Duration.ofMillis(50)))
                  .isInstanceOf(IOException.class)
                  .hasMessageContaining("being replaced");
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });

      assertThat(fixture.apply(2, Trees.of("a", "2"))).isInstanceOf(Outcome.Applied.class);

      assertThat(text(HomeSnapshot.read(home, LONG).orElseThrow(), "a")).isEqualTo("2");
    }
  }

  @Test
  void aVersionedHomeIsReadWithoutWaitingInTheMiddleOfAnApplyToo() throws Exception {
    List<String> read = new ArrayList<>();
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(1, VersionedTrees.of("a", "1"));
      fixture.trigger.onPrepare(() -> read.add(readAtOnce()));
      fixture.trigger.onActivate(() -> read.add(readAtOnce()));

      fixture.apply(2, VersionedTrees.of("a", "2"));
    }
    assertThat(read).containsExactly("1", "2");
  }

  private String readAtOnce() throws InterruptedException {
    try {
      HomeSnapshot snapshot = HomeSnapshot.read(home, Duration.ZERO).orElseThrow();
      assertThat(home.resolve(snapshot.place(new ConfigPath("a")))).hasContent(text(snapshot, "a"));
      return text(snapshot, "a");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void noReaderEverSeesAMixOrAnIncompleteFileWhileTwoHundredFilesAlternate(Layout layout)
      throws Exception {
    Path fast = FastDirectories.make();
    FileTree even = alternating("even", layout);
    FileTree odd = alternating("odd", layout);
    String place = layout == Layout.VERSIONED ? "home/current/file" : "home/file";
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    try (HomeFixture fixture = new HomeFixture(fast.resolve("home"))) {
      fixture.apply(2, even);
      Thread applier =
          new Thread(
              () -> {
                try {
                  for (int revision = 3; !done.get(); revision++) {
                    fixture.apply(revision, revision % 2 == 0 ? even : odd);
                  }
                } catch (InterruptedException | RuntimeException e) {
                  failure.set(e);
                }
              },
              "applier");
      applier.start();
      for (int i = 0; i < 60; i++) {
        HomeSnapshot snapshot = HomeSnapshot.read(fast.resolve("home"), LONG).orElseThrow();
        assertOneRevision(snapshot);
        assertWhole(fast.resolve(place + i));
      }
      done.set(true);
      applier.join();
    } finally {
      FastDirectories.delete(fast);
    }
    assertThat(failure.get()).isNull();
  }

  private static FileTree alternating(String word, Layout layout) {
    Trees trees = Trees.builder().spec(Map.of("layout", CanonicalName.of(layout)));
    for (int i = 0; i < 200; i++) {
      trees.file("file" + i, (word + " ").repeat(200 + i));
    }
    return trees.build();
  }

  private static void assertOneRevision(HomeSnapshot snapshot) {
    Set<String> words =
        snapshot.manifest().files().keySet().stream()
            .map(path -> text(snapshot, path.value()).split(" ", 2)[0])
            .collect(Collectors.toSet());
    assertThat(snapshot.manifest().files()).hasSize(200);
    assertThat(words).containsExactly(snapshot.revision() % 2 == 0 ? "even" : "odd");
  }

  private static void assertWhole(Path file) throws IOException {
    int number = Integer.parseInt(file.getFileName().toString().substring("file".length()));
    assertThat(Files.readString(file))
        .isIn("even ".repeat(200 + number), "odd ".repeat(200 + number));
  }
}
