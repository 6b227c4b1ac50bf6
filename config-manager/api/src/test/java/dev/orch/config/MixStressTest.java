package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two sets of 200 files published in turn while managers load and a reader spins on the files:
 * OODT's defects 1 (17 of 53 loads mixed) and 2 (48 missing and 15 partial files in 20 reloads).
 */
final class MixStressTest {
  private static final int FILES = 200;
  private static final int FILE_BYTES = 4096;

  @TempDir Path directory;

  @Test
  void noLoadIsAMixAndNoFileIsEverMissingOrPartial() throws Exception {
    alternate(12);
  }

  @Test
  @Tag("full")
  void noneInTwoHundredRevisionsEither() throws Exception {
    alternate(200);
  }

  private void alternate(int revisions) throws Exception {
    Path home = directory.resolve("home");
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    Set<Long> seenByOwner = ConcurrentHashMap.newKeySet();
    Set<Long> seenByFollower = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try (StoreFixture fixture = new ZooKeeperFixture();
        ConfigurationManager owner = manager(fixture, home)) {
      TestProject project = new TestProject(fixture.store());
      project.publish(set(1));
      owner.loadConfiguration();
      try (ConfigurationManager follower = manager(fixture, home)) {
        List<Future<?>> readers = new ArrayList<>();
        readers.add(pool.submit(() -> load(owner, done, seenByOwner)));
        readers.add(pool.submit(() -> load(follower, done, seenByFollower)));
        readers.add(pool.submit(() -> spin(home, done, reads)));
        long last = 0;
        for (int round = 2; round <= revisions; round++) {
          last = project.publish(set(round));
          long former = last - 1;
          // Not so fast that most revisions are never applied.
          Await.until(
              "the one before is applied",
              () -> owner.current().orElseThrow().revision().orElseThrow() >= former);
        }
        owner.loadConfiguration();
        done.set(true);
        for (Future<?> reader : readers) {
          reader.get(30, TimeUnit.SECONDS);
        }
        assertThat(owner.loadConfiguration().revision()).hasValue(last);
        assertThat(follower.loadConfiguration().revision()).hasValue(last);
      }
    } finally {
      done.set(true);
      pool.shutdownNow();
    }

    assertThat(seenByOwner).as("loads while revisions came").hasSizeGreaterThan(3);
    assertThat(seenByFollower).hasSizeGreaterThan(3);
    assertThat(reads.get()).isGreaterThan(1000);
  }

  private static ConfigurationManager manager(StoreFixture fixture, Path home) {
    return ConfigurationFactory.builder("file-mgr")
        .project("weather")
        .home(home)
        .instance("stress")
        .storeProvider(fixture.provider())
        .store(fixture.settings())
        .distributed();
  }

  /** Odd revisions hold A everywhere, even ones B. */
  private static FileTree set(int revision) {
    Trees trees = Trees.builder();
    for (int i = 0; i < FILES; i++) {
      trees.file(name(i), content(letter(revision)));
    }
    return trees.build();
  }

  private static String name(int i) {
    return "d" + i % 7 + "/f" + i + ".txt";
  }

  private static char letter(long revision) {
    return revision % 2 == 1 ? 'A' : 'B';
  }

  private static byte[] content(char letter) {
    return String.valueOf(letter).repeat(FILE_BYTES).getBytes(StandardCharsets.US_ASCII);
  }

  private static Void load(ConfigurationManager manager, AtomicBoolean done, Set<Long> seen) {
    byte[] a = content('A');
    byte[] b = content('B');
    while (!done.get()) {
      Configuration configuration = manager.loadConfiguration();
      long revision = configuration.revision().orElseThrow();
      assertThat(configuration.files()).hasSize(FILES);
      byte[] expected = letter(revision) == 'A' ? a : b;
      for (String file : configuration.files()) {
        assertThat(configuration.bytes(file)).as("%s of %d", file, revision).isEqualTo(expected);
      }
      seen.add(revision);
    }
    return null;
  }

  private static Void spin(Path home, AtomicBoolean done, AtomicLong reads) throws IOException {
    byte[] a = content('A');
    byte[] b = content('B');
    while (!done.get()) {
      for (int i = 0; i < FILES && !done.get(); i++) {
        byte[] found = Files.readAllBytes(home.resolve(name(i)));
        assertThat(found)
            .as("whole old or whole new")
            .satisfies(bytes -> assertThat(bytes[0] == 'A' ? a : b).isEqualTo(bytes));
        reads.incrementAndGet();
      }
    }
    return null;
  }
}
