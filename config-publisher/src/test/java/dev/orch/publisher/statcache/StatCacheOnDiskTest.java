package dev.orch.publisher.statcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.engine.LocalSourceTree;
import dev.orch.model.Digest;
import dev.orch.model.Progress;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.TreeScanner;
import dev.orch.publisher.validate.ComponentCheck;
import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scan that remembers and one that does not see the same, whatever was done to a real tree. The
 * clock is ahead, as if files had been left alone for a while; each step waits for the file
 * system's next tick instead.
 */
class StatCacheOnDiskTest {
  private static final int STEPS = 150;

  @TempDir Path directory;
  private TreeScanner remembering;
  private final TreeScanner forgetful = new TreeScanner(1 << 20);
  private Path root;

  @BeforeEach
  void start() throws IOException {
    root = Files.createDirectories(directory.resolve("tree"));
    assumeThat(new LocalSourceTree(root).identity())
        .as("stamps of the file system %s are relied on", Files.getFileStore(root).type())
        .isPresent();
    remembering =
        new TreeScanner(
            1 << 20,
            Progress.NONE,
            ComponentCheck.NONE,
            StatCache.in(
                directory.resolve("cache"),
                "1",
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10))));
  }

  @AfterEach
  void stop() {
    forgetful.close();
    if (remembering != null) {
      remembering.close();
    }
  }

  private SortedMap<LayerName, Digest> seen(TreeScanner scanner) throws InterruptedException {
    SortedMap<LayerName, Digest> seen = new TreeMap<>();
    for (Map.Entry<LayerName, FileTree> component :
        scanner.scan(new LocalSourceTree(root), ComponentSelection.ALL).components().entrySet()) {
      seen.put(component.getKey(), component.getValue().manifest().digest());
    }
    return seen;
  }

  /** From then on, whatever is written has another time than what was written before. */
  private void awaitTick() throws IOException {
    Path probe = directory.resolve("probe");
    Files.write(probe, new byte[] {1});
    FileTime now = changed(probe);
    Await.until(
        "the file system's clock goes on",
        () -> {
          Files.write(probe, new byte[] {2});
          return changed(probe).compareTo(now) > 0;
        });
  }

  private static FileTime changed(Path file) throws IOException {
    return (FileTime) Files.getAttribute(file, "unix:ctime");
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  @Test
  void aChangeOfTheSameLengthWithTheOldTimePutBackIsSeen() throws Exception {
    Path file = write("comp/a", "one");
    FileTime before = Files.getLastModifiedTime(file);
    SortedMap<LayerName, Digest> first = seen(remembering);
    awaitTick();
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, before);
    assertThat(seen(remembering)).isNotEqualTo(first).isEqualTo(seen(forgetful));
  }

  @Test
  void aFileThatAnotherOfTheSameAgeTookThePlaceOfIsSeen() throws Exception {
    write("comp/a", "one");
    write("comp/b", "two");
    seen(remembering);
    awaitTick();
    Files.move(root.resolve("comp/a"), directory.resolve("aside"));
    Files.move(root.resolve("comp/b"), root.resolve("comp/a"));
    Files.move(directory.resolve("aside"), root.resolve("comp/b"));
    assertThat(seen(remembering)).isEqualTo(seen(forgetful));
  }

  @Test
  void aLinkThatLeadsElsewhereIsSeen() throws Exception {
    write("comp/a", "one");
    write("comp/b", "two");
    Path link = Files.createSymbolicLink(root.resolve("comp/link"), Path.of("a"));
    SortedMap<LayerName, Digest> first = seen(remembering);
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("b"));
    assertThat(seen(remembering)).isNotEqualTo(first).isEqualTo(seen(forgetful));
  }

  @Test
  void whateverIsDoneToATreeBothSeeTheSame() throws Exception {
    Random random = new Random(20261127);
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      paths.add((i % 3 == 0 ? "x" : "y") + "/d" + i % 4 + "/f" + i);
    }
    for (int step = 0; step < STEPS; step++) {
      awaitTick();
      String done = change(random, paths);
      assertThat(seen(remembering)).as("step %d: %s", step, done).isEqualTo(seen(forgetful));
    }
  }

  private String change(Random random, List<String> paths) throws IOException {
    String path = paths.get(random.nextInt(paths.size()));
    Path file = root.resolve(path);
    Path other = root.resolve(paths.get(random.nextInt(paths.size())));
    switch (random.nextInt(6)) {
      case 0 -> {
        Files.deleteIfExists(file);
        return "deleted " + path;
      }
      case 1 -> {
        if (Files.exists(file) && Files.exists(other)) {
          Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
        }
        return "moved " + path + " to " + other;
      }
      case 2 -> {
        if (Files.exists(file) && !file.equals(other)) {
          Files.createDirectories(requireNonNull(other.getParent()));
          Files.copy(
              file, other, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return "copied " + path + " to " + other + " with its times";
      }
      case 3 -> {
        if (Files.exists(file)) {
          FileTime before = Files.getLastModifiedTime(file);
          Files.writeString(file, String.valueOf((char) ('a' + random.nextInt(26))));
          Files.setLastModifiedTime(file, before);
        }
        return "written " + path + " with the old time";
      }
      case 4 -> {
        Path next = write(path + ".next", String.valueOf((char) ('a' + random.nextInt(26))));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        return "replaced " + path;
      }
      default -> {
        write(path, String.valueOf((char) ('a' + random.nextInt(26))));
        return "written " + path;
      }
    }
  }
}
