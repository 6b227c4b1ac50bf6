package dev.orch.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Site;
import dev.orch.engine.LocalSourceTree;
import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class TreeCacheTest {
  private static Site site;

  @TempDir Path dir;
  private Orch orch;
  private DiskTree tree;

  @BeforeAll
  static void start() {
    site = new Site();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void setUp(TestInfo test) throws IOException {
    orch = site.orch(test.getTestMethod().orElseThrow().getName());
    tree = new DiskTree(dir.resolve("tree")).file("file-mgr/a.xml", "<a/>");
    Path file = Path.of(tree.path(), "file-mgr/a.xml");
    assumeThat(new LocalSourceTree(Path.of(tree.path())).identity())
        .as("stamps of this file system are relied on")
        .isPresent();
    Await.until(
        "the file has been left alone for a second",
        () ->
            Files.getLastModifiedTime(file)
                .toInstant()
                .plus(Duration.ofMillis(1100))
                .isBefore(Instant.now()));
  }

  private static List<Path> kept(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void isKeptWhereTheSettingSays() throws IOException {
    Path cache = dir.resolve("cache");
    orch.property("orch.cache.dir", cache.toString());
    assertThat(orch.run("plan", tree.path(), "--no-cache").exit()).isEqualTo(1);
    assertThat(kept(cache.resolve("trees"))).isEmpty();
    assertThat(orch.run("plan", tree.path()).exit()).isEqualTo(1);
    assertThat(kept(cache.resolve("trees"))).hasSize(1);
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
    assertThat(orch.run("plan", tree.path()).exit()).isZero();
  }

  @Test
  void isNowhereIfNobodyKnowsTheUser() throws IOException {
    orch.property("user.home", "?");
    assertThat(orch.run("plan", tree.path()).exit()).isEqualTo(1);
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void isInTheUsersDirectoryOtherwise() throws IOException {
    orch.property("user.home", dir.toString());
    assertThat(orch.run("plan", tree.path()).exit()).isEqualTo(1);
    assertThat(kept(dir.resolve(".cache/orch/trees"))).hasSize(1);

    orch.env("HOME", dir.resolve("home").toString());
    assertThat(orch.run("plan", tree.path()).exit()).isEqualTo(1);
    assertThat(kept(dir.resolve("home/.cache/orch/trees"))).hasSize(1);

    orch.env("XDG_CACHE_HOME", dir.resolve("xdg").toString());
    assertThat(orch.run("plan", tree.path()).exit()).isEqualTo(1);
    assertThat(kept(dir.resolve("xdg/orch/trees"))).hasSize(1);
  }
}
