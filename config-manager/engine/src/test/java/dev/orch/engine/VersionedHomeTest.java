package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.Change;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that holds each state in a directory of its own, and a link to the current one. */
class VersionedHomeTest {
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
  void aStateLiesInADirectoryOfItsOwnAndALinkLeadsToIt() throws Exception {
    assertThat(fixture.apply(1, FIRST)).isInstanceOf(Outcome.Applied.class);

    fixture.assertIs(FIRST);
    assertThat(fixture.path("current/etc/b")).hasContent("same");
    assertThat(Files.readSymbolicLink(fixture.path("current"))).isRelative();
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.UpToDate(1, FIRST.manifest().digest(), List.of()));
    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
    assertThat(fixture.source.timesOpened()).isEqualTo(1);
  }

  @Test
  void aChangeFetchesWhatDiffersAndSharesTheRest() throws Exception {
    fixture.apply(1, FIRST);
    VersionedTrees.Watched second = new VersionedTrees.Watched(SECOND);

    Outcome outcome = fixture.apply(2, second);

    fixture.assertIs(SECOND);
    assertThat(second.fetched()).containsExactly("a", "d");
    assertThat(inode(in(SECOND, "etc/b"))).isEqualTo(inode(in(FIRST, "etc/b")));
    assertThat(HomeFiles.below(home, in(FIRST, ""))).isEqualTo(HomeFiles.files(FIRST));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().changes().changes())
                  .extracting(change -> change.path() + " " + change.getClass().getSimpleName())
                  .containsExactly("a Modified", "d Added", "etc/c Deleted");
              assertThat(applied.actions().changes().specChanged()).isFalse();
            });
  }

  @Test
  void theReactionIsThatOfTheFilesWhichTheFlipChanges() throws Exception {
    Map<String, String> rules =
        Map.of("on-change.000.paths.000", "docs/**", "on-change.000.do", "nothing");
    fixture.apply(1, VersionedTrees.with(rules, "a", "1", "docs/d", "1"));

    assertThat(fixture.apply(2, VersionedTrees.with(rules, "a", "1", "docs/d", "2")))
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.actions().reaction()).isEqualTo(Reaction.NOTHING));
    assertThat(fixture.apply(3, VersionedTrees.with(rules, "a", "2", "docs/d", "2")))
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.actions().reaction()).isEqualTo(Reaction.RESTART));
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
    var modified = Files.getLastModifiedTime(in(FIRST, "a"));
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
  void aFailedStartFlipsBack() throws Exception {
    fixture.apply(1, FIRST);
    fixture.trigger.failOn("activate");

    assertThat(fixture.apply(2, SECOND)).isInstanceOf(Outcome.Failed.class);

    fixture.assertIs(FIRST);
    assertThat(HomeFiles.states(home)).containsExactly(FIRST.manifest().digest().hex());
    assertThat(fixture.trigger.lastContext().actions().changes().changes())
        .extracting(change -> change.path() + " " + change.getClass().getSimpleName())
        .containsExactly("a Modified", "d Deleted", "etc/c Added");
  }

  @Test
  void aLinkThatIsPointedElsewhereWhileTheComponentStopsFailsTheApplyAndIsPutBack()
      throws Exception {
    fixture.apply(1, FIRST);
    fixture.trigger.onPrepare(() -> pointAt("elsewhere"));

    assertThat(fixture.apply(2, SECOND)).isInstanceOf(Outcome.Failed.class);

    fixture.assertIs(FIRST);
  }

  private void pointAt(String target) {
    try {
      Files.deleteIfExists(fixture.path("current"));
      Files.createSymbolicLink(fixture.path("current"), Path.of(target));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theLayoutChangesLikeAnythingElseAndEditedFilesAreKept() throws Exception {
    FileTree plain = Trees.of("a", "1", "etc/b", "same", "etc/c", "gone");
    fixture.apply(1, plain);
    fixture.write("a", "edited");
    fixture.write("etc/mine", "m");
    VersionedTrees.Watched first = new VersionedTrees.Watched(FIRST);

    Outcome outcome = fixture.apply(2, first);

    assertThat(first.fetched()).containsExactly("a");
    assertThat(fixture.path("a")).doesNotExist();
    assertThat(fixture.path("etc/b")).doesNotExist();
    assertThat(fixture.path("etc/mine")).hasContent("m");
    assertThat(fixture.path("current/a")).hasContent("1");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().changes().specChanged()).isTrue();
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.RESTART);
              assertThat(applied.actions().changes().changes())
                  .extracting(Change::path)
                  .containsExactly(new ConfigPath("a"));
              assertThat(applied.kept()).extracting(fixture::read).containsExactly("edited");
            });

    fixture.write("current/etc/b", "edited too");
    Outcome back = fixture.apply(3, plain);

    Files.delete(fixture.path("etc/mine"));
    fixture.assertIs(plain);
    assertThat(back)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.kept()).extracting(fixture::read).containsExactly("edited too"));
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
  void filesMayBeCalledLikeTheLink() throws Exception {
    FileTree inside = VersionedTrees.of("current/x", "1", "rev/y", "2");
    FileTree itself = VersionedTrees.of("current", "file");
    FileTree plain = Trees.of("current", "in the home");
    for (FileTree tree : List.of(inside, itself, plain, inside, plain, itself)) {
      assertThat(fixture.apply(1, tree)).isInstanceOf(Outcome.Applied.class);
      fixture.assertIs(tree);
    }
  }

  @Test
  void whoeverMayEnterTheHomeMayReadWhatTheLinkLeadsTo() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    String usual = permissions(Files.createDirectory(home.resolve("usual")));

    fixture.apply(1, FIRST);

    for (String directory : List.of(".orch", ".orch/rev", "current", "current/etc")) {
      assertThat(permissions(fixture.path(directory))).as(directory).isEqualTo(usual);
    }
    assertThat(permissions(fixture.path("current/a")))
        .isEqualTo(permissions(Files.createFile(home.resolve("usual/file"))));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatSomeoneClosedToOthersStaysClosedInTheNextState() throws Exception {
    fixture.apply(1, VersionedTrees.of("secret/a", "1", "secret/b", "1"));
    Files.setPosixFilePermissions(
        fixture.path("current/secret"), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(
        fixture.path("current/secret/a"), PosixFilePermissions.fromString("rw-------"));

    fixture.apply(2, VersionedTrees.of("secret/a", "2", "secret/b", "1"));

    assertThat(permissions(fixture.path("current/secret"))).isEqualTo("rwx------");
    assertThat(permissions(fixture.path("current/secret/a"))).isEqualTo("rw-------");
  }

  @Test
  void aDryRunSaysWhatWouldHappenAndTouchesNothing() throws Exception {
    fixture.apply(1, FIRST);

    DryRun dryRun = DryRun.of(home, SECOND.manifest(), HomeOptions.DEFAULT);

    assertThat(dryRun.actions().changes().changes()).hasSize(3);
    assertThat(dryRun.actions().reaction()).isEqualTo(Reaction.RESTART);
    fixture.assertIs(FIRST);
    assertThat(HomeFiles.states(home)).hasSize(1);
  }
}
