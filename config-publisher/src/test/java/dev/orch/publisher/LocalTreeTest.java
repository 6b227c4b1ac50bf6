package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.engine.LocalSourceTree;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With trees on a real disk. */
class LocalTreeTest {
  @TempDir Path directory;

  private Path write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private List<String> problems() {
    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class, () -> scan(new LocalSourceTree(directory)));
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void linksWithinTheTreeAreFollowedAndModesTaken() throws Exception {
    Files.setPosixFilePermissions(
        write("file-mgr/bin/run.sh", "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-x---"));
    write("shared/b", "shared");
    write(".orchignore", "/shared\n");
    Files.createSymbolicLink(directory.resolve("file-mgr/b"), Path.of("../shared/b"));
    FileTree tree = scan(new LocalSourceTree(directory)).components().values().iterator().next();
    assertThat(Trees.texts(tree)).containsEntry("b", "shared").hasSize(2);
    assertThat(tree.manifest().files().values())
        .filteredOn(file -> file.executable())
        .singleElement()
        .asString()
        .contains("run.sh");
  }

  @Test
  void linksOutOfTheTreeAreRefusedAllAtOnce() throws Exception {
    write("file-mgr/a", "1");
    write("file-mgr/broken.xml", "<a>");
    Files.createSymbolicLink(directory.resolve("file-mgr/out"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(directory.resolve("file-mgr/up"), Path.of("../.."));
    Files.createSymbolicLink(directory.resolve("file-mgr/nowhere"), Path.of("missing"));
    assertThat(problems())
        .hasSize(4)
        .anyMatch(it -> it.startsWith("file-mgr/out: "))
        .anyMatch(it -> it.startsWith("file-mgr/up: "))
        .anyMatch(it -> it.startsWith("file-mgr/nowhere: "))
        .anyMatch(it -> it.startsWith("file-mgr/broken.xml:1:4: "));
  }

  @Test
  void whatIsNoDirectoryIsSaid() throws Exception {
    assertThatThrownBy(() -> scan(new LocalSourceTree(directory.resolve("missing"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be read as a directory");
    Path file = write("file", "");
    assertThatThrownBy(() -> scan(new LocalSourceTree(file)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aFileSwappedAfterTheScanIsNeverPublished() throws Exception {
    Path small = write("file-mgr/small", "before");
    Path large = write("ingest/large", "before".repeat(20_000));
    DesiredTree tree = scan(new LocalSourceTree(directory));
    for (Path file : List.of(small, large)) {
      Files.delete(file);
      Files.createSymbolicLink(file, Path.of("/etc/hostname"));
    }
    try (InMemoryStore store = new InMemoryStore()) {
      Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);
      assertThatThrownBy(() -> publisher.publish(request(tree), CommitProgress.NONE))
          .isInstanceOfAny(InvalidInputException.class, RefusedException.class);
      assertThat(store.revisions().head(WEATHER).orElseThrow().revision()).isZero();
    }
    FileTree scanned = tree.components().get(LayerName.parse("file-mgr"));
    assertThat(scanned).isNotNull();
    assertThat(Trees.texts(scanned)).containsEntry("small", "before");
  }
}
