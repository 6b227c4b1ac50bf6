package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A program that knows nothing of orch, reads through the link, and is never stopped. */
class VersionedReaderTest {
  private static final int APPLIES = 220;
  private static final int FILES = 24;

  private final Path base = FastDirectories.make();
  private final Path home = base.resolve("home");
  private final Map<String, SortedMap<String, String>> states = new HashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  @AfterEach
  void deleteHome() {
    FastDirectories.delete(base);
  }

  @Test
  void whoResolvesTheLinkOnceSeesOneWholeStateWhileTwoHundredAreApplied() throws Exception {
    FileTree[] trees = new FileTree[APPLIES];
    for (int i = 0; i < APPLIES; i++) {
      trees[i] = tree(i);
      states.put(trees[i].manifest().digest().hex(), HomeFiles.files(trees[i]));
    }
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(1, trees[0]);
      Thread reader = new Thread(this::read, "reader");
      reader.start();
      int begunTwoAppliesAgo = 0;
      int begunBefore = 0;
      for (int i = 1; i < APPLIES && failure.get() == null; i++) {
        // What was resolved stays for two more applies, and no longer.
        int mustHaveEnded = begunTwoAppliesAgo;
        Await.until("readings ended", () -> ended.get() >= mustHaveEnded || failure.get() != null);
        assertThat(fixture.apply(i + 1, trees[i])).isInstanceOf(Outcome.Applied.class);
        begunTwoAppliesAgo = begunBefore;
        begunBefore = begun.get();
      }
      done.set(true);
      reader.join();
    }
    assertThat(failure.get()).isNull();
    assertThat(ended.get()).as("readings").isGreaterThan(50);
  }

  /** Some files change with every state, some with every tenth, some come and go. */
  private static FileTree tree(int number) {
    String[] files = new String[2 * FILES];
    for (int i = 0; i < FILES; i++) {
      boolean often = i % 2 == 0;
      files[2 * i] = "dir" + (i % 3) + "/file" + i + (i % 5 == 0 ? "-" + number % 4 : "");
      files[2 * i + 1] = ("state " + (often ? number : number / 10) + "\n").repeat(50 + i);
    }
    return VersionedTrees.of(files);
  }

  private void read() {
    try {
      while (!done.get()) {
        begun.incrementAndGet();
        Path state = home.resolve("current").toRealPath();
        assertThat(HomeFiles.below(home, state))
            .isEqualTo(states.get(state.getFileName().toString()));
        ended.incrementAndGet();
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failure.set(e);
    }
  }
}
