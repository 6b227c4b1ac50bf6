package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which states a versioned home keeps, when it uses them again, and when they go. */
class VersionedStatesTest {
  private static final FileTree FIRST =
      VersionedTrees.of("a", "1", "etc/b", "same", "etc/c", "gone");
  private static final FileTree SECOND = VersionedTrees.of("a", "2", "etc/b", "same", "d", "new");
  private static final FileTree THIRD = VersionedTrees.of("a", "3", "etc/b", "same");
  private static final FileTree FOURTH = VersionedTrees.of("a", "4", "etc/b", "same");

  @TempDir Path home;
  private HomeFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HomeFixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Path in(FileTree state, String path) {
    return home.resolve(".orch/rev").resolve(state.manifest().digest().hex()).resolve(path);
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  @Test
  void theCurrentStateAndTheTwoBeforeItStay() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, SECOND);
    fixture.apply(3, THIRD);
    assertThat(in(FIRST, "")).isDirectory();

    fixture.apply(4, FOURTH);

    assertThat(HomeFiles.states(home))
        .containsExactlyInAnyOrder(
            SECOND.manifest().digest().hex(),
            THIRD.manifest().digest().hex(),
            FOURTH.manifest().digest().hex());
    assertThat(HomeFiles.below(home, in(SECOND, ""))).isEqualTo(HomeFiles.files(SECOND));
  }

  @Test
  void aRollbackToAKeptStateFetchesNothing() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, SECOND);
    fixture.apply(3, THIRD);
    VersionedTrees.Watched first = new VersionedTrees.Watched(FIRST);
    Object kept = inode(in(FIRST, "a"));

    fixture.apply(4, first);

    fixture.assertIs(FIRST);
    assertThat(first.fetched()).isEmpty();
    assertThat(inode(in(FIRST, "a"))).isEqualTo(kept);
    assertThat(HomeFiles.states(home)).hasSize(3);
  }

  @Test
  void aKeptStateThatWasChangedIsMadeAnewBeforeItIsUsed() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, SECOND);
    Files.writeString(in(FIRST, "a"), "X");
    Files.delete(in(FIRST, "etc/c"));
    VersionedTrees.Watched first = new VersionedTrees.Watched(FIRST);

    assertThat(fixture.apply(3, first)).isInstanceOf(Outcome.Applied.class);

    fixture.assertIs(FIRST);
    assertThat(first.fetched()).containsExactly("a", "etc/c");
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.UpToDate(3, FIRST.manifest().digest(), List.of()));
  }

  @Test
  void aKeptStateOfTheSameSizeAndTimeIsReadAllTheSame() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, SECOND);
    FileTime modified = Files.getLastModifiedTime(in(FIRST, "a"));
    Files.writeString(in(FIRST, "a"), "X");
    Files.setLastModifiedTime(in(FIRST, "a"), modified);

    fixture.apply(3, FIRST);

    fixture.assertIs(FIRST);
  }

  @Test
  void aRemovalThatDiedInTheMiddleIsFinished() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, SECOND);
    Path half = home.resolve(".orch/rev").resolve("ab".repeat(32));
    Files.createDirectories(half.resolve("etc"));
    Files.writeString(half.resolve("etc/left"), "left");

    fixture.reopen(HomeOptions.DEFAULT);
    fixture.reconcile();

    assertThat(half).doesNotExist();
    assertThat(HomeFiles.states(home)).hasSize(2);
    fixture.assertIs(SECOND);
  }

  @Test
  void whatTheLinkLeadsToIsNeverRemoved() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, SECOND);
    fixture.apply(3, THIRD);
    Files.delete(fixture.path(".orch/inventory"));
    fixture.source.beUnavailable();

    fixture.reopen(HomeOptions.DEFAULT);
    fixture.reconcile();

    assertThat(HomeFiles.states(home)).containsExactly(THIRD.manifest().digest().hex());
    assertThat(fixture.path("current/a")).hasContent("3");
  }

  @Test
  void aLostInventoryIsMadeAgainAroundTheStateThatIsThere() throws Exception {
    fixture.apply(1, FIRST);
    Files.delete(fixture.path(".orch/inventory"));
    Object before = inode(fixture.path("current/a"));
    VersionedTrees.Watched first = new VersionedTrees.Watched(FIRST);

    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.apply(1, first)).isInstanceOf(Outcome.Applied.class);

    fixture.assertIs(FIRST);
    assertThat(first.fetched()).isEmpty();
    assertThat(inode(fixture.path("current/a"))).isEqualTo(before);
  }

  @Test
  void theStatesOfAComponentThatIsNoMoreVersionedGoWithTheNextApply() throws Exception {
    fixture.apply(1, FIRST);
    fixture.apply(2, Trees.of("a", "2"));
    assertThat(HomeFiles.states(home)).hasSize(1);

    fixture.apply(3, Trees.of("a", "3"));

    assertThat(fixture.path(".orch/rev")).doesNotExist();
  }

  @Test
  void aLostInventoryAndAnotherRevisionAreHeldSinceNobodyKnowsWhoseTheLinkIs() throws Exception {
    fixture.apply(1, FIRST);
    Files.delete(fixture.path(".orch/inventory"));

    fixture.reopen(HomeOptions.DEFAULT);

    assertThat(fixture.apply(2, SECOND))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.paths()).isEqualTo(List.of(new ConfigPath("current"))));
    fixture.assertIs(FIRST);
  }
}
