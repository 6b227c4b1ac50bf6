package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.model.Problem;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourceTreeTest {
  @TempDir Path directory;

  private Path root() throws IOException {
    return Files.createDirectories(directory.resolve("root"));
  }

  private void write(String path, String text) throws IOException {
    HomeFiles.write(root(), path, text);
  }

  private Listing list() throws IOException, InterruptedException {
    return new LocalSourceTree(root()).list(path -> true);
  }

  private static List<String> paths(Listing listing) {
    return listing.files().stream().map(SourceFile::path).sorted().toList();
  }

  private static List<String> problems(Listing listing) {
    return listing.problems().stream().sorted().map(Problem::toString).toList();
  }

  @Test
  void everyFileIsListedWithItsSizeAndModeAndCanBeOpened() throws Exception {
    write("etc/a b/ä €.txt", "zwei");
    write("-dash", "");
    write(".hidden/run", "#!");
    Files.createDirectories(root().resolve("empty/directory"));
    Files.setPosixFilePermissions(
        root().resolve(".hidden/run"), PosixFilePermissions.fromString("rwxr-xr-x"));

    LocalSourceTree tree = new LocalSourceTree(root());
    Listing listing = tree.list(path -> true);

    assertThat(paths(listing)).containsExactly("-dash", ".hidden/run", "etc/a b/ä €.txt");
    assertThat(listing.problems()).isEmpty();
    for (SourceFile file : listing.files()) {
      assertThat(file.executable()).isEqualTo(file.path().equals(".hidden/run"));
      try (InputStream content = tree.open(file)) {
        assertThat(content.readAllBytes()).hasSize((int) file.size());
      }
    }
  }

  @Test
  void directoriesThatAreNotWantedAreNotEntered() throws Exception {
    write(".git/objects/x", "x");
    write("a/.git/y", "y");
    write("a/z", "z");
    List<String> asked = new ArrayList<>();

    Listing listing =
        new LocalSourceTree(root())
            .list(
                path -> {
                  asked.add(path);
                  return !path.endsWith(".git");
                });

    assertThat(paths(listing)).containsExactly("a/z");
    assertThat(asked).containsExactlyInAnyOrder(".git", "a", "a/.git");
  }

  @Test
  void aLargeTreeIsListedWholeAndAskedOfByOneThreadAtATime() throws Exception {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      for (String path : List.of("deep/er/" + i + "/a", "deep/er/" + i + "/b/c", "flat/" + i)) {
        write(path, "");
        expected.add(path);
      }
    }
    for (int i = 60; i < 400; i++) {
      write("flat/" + i, "");
      expected.add("flat/" + i);
    }
    AtomicInteger asking = new AtomicInteger();

    Listing listing =
        new LocalSourceTree(root())
            .list(
                path -> {
                  assertThat(asking.incrementAndGet()).isOne();
                  for (int i = 0; i < 1_000; i++) {
                    Thread.onSpinWait();
                  }
                  asking.decrementAndGet();
                  return true;
                });

    assertThat(paths(listing)).doesNotHaveDuplicates().hasSameElementsAs(expected);
    assertThat(listing.problems()).isEmpty();
  }

  @Test
  void whatTheCallerThrowsInALargeTreeIsThrown() throws Exception {
    for (int i = 0; i < 100; i++) {
      write("d" + i + "/e/f", "");
    }

    assertThatThrownBy(
            () ->
                new LocalSourceTree(root())
                    .list(
                        path -> {
                          if (path.equals("d50/e")) {
                            throw new IllegalStateException("not this one");
                          }
                          return true;
                        }))
        .hasMessage("not this one");
  }

  @Test
  void linksAreFollowedWithinTheTreeOnly() throws Exception {
    write("real/file", "content");
    Files.writeString(directory.resolve("outside"), "secret");
    Files.createSymbolicLink(root().resolve("file-link"), Path.of("real/file"));
    Files.createSymbolicLink(root().resolve("directory-link"), root().resolve("real"));
    Files.createSymbolicLink(root().resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(root().resolve("dangling"), Path.of("nothing"));
    Files.createSymbolicLink(root().resolve("real/up"), Path.of(".."));
    Files.createSymbolicLink(root().resolve("self"), Path.of("self"));

    Listing listing = list();

    assertThat(paths(listing)).containsExactly("directory-link/file", "file-link", "real/file");
    assertThat(problems(listing))
        .containsExactly(
            "dangling: is a link to nothing: \"nothing\"",
            "directory-link/up: is a link to a directory that it lies in: \"..\"",
            "out: is a link that leads out of the tree: \"../outside\"",
            "real/up: is a link to a directory that it lies in: \"..\"",
            "self: is a link that cannot be followed: \"self\"");
  }

  @Test
  void aFileThatIsExchangedForALinkToTheOutsideIsNotOpened() throws Exception {
    write("a", "1");
    Files.writeString(directory.resolve("outside"), "secret");
    LocalSourceTree tree = new LocalSourceTree(root());
    SourceFile file = tree.list(path -> true).files().get(0);
    Files.delete(root().resolve("a"));
    Files.createSymbolicLink(root().resolve("a"), directory.resolve("outside"));

    assertThatThrownBy(() -> tree.open(file)).hasMessageContaining("leads out of the tree");
  }

  @Test
  void aPipeIsAProblemAndNotWaitedFor() throws Exception {
    assumeThat(run("mkfifo", root().resolve("pipe").toString())).as("mkfifo is there").isZero();

    assertThat(problems(list())).containsExactly("pipe: is neither a file nor a directory");
  }

  @Test
  void aNameThatIsNotTextIsAProblem() throws Exception {
    String script = "touch \"$(printf 'broken\\377name')\" fine";
    assumeThat(run("sh", "-c", "cd '" + root() + "' && " + script)).as("a shell").isZero();

    Listing listing = list();

    assertThat(paths(listing)).containsExactly("fine");
    assertThat(listing.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("name that is text"));
  }

  @Test
  void aRootThatIsNoDirectoryIsAnError() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatThrownBy(() -> new LocalSourceTree(file).list(path -> true))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new LocalSourceTree(directory.resolve("missing")).list(path -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return output.isEmpty() ? exitCode : -1;
  }
}
