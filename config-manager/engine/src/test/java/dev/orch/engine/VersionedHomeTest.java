package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.model.component.Change;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
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

  @Test
  void aFileThatIsWrittenToWhileItIsSharedIsFetchedInstead() throws Exception {
    fixture.apply(1, FIRST);
    fixture.close();
    VersionedTrees.Watched second = new VersionedTrees.Watched(SECOND);
    fixture.source.publish(2, second);
    Path shared = in(FIRST, "etc/b");

    try (LocalHome held =
        LocalHome.open(home, HomeOptions.DEFAULT, real -> writingBeforeLinks(real, shared))) {
      new Reconciler(fixture.source, held, Trigger.NONE, Clock.systemUTC()).reconcile();
    }

    fixture.assertIs(SECOND);
    assertThat(second.fetched()).contains("etc/b");
    assertThat(shared).hasContent("late");
  }

  private static HomeEffects writingBeforeLinks(HomeEffects real, Path shared) {
    return (HomeEffects)
        Proxy.newProxyInstance(
            VersionedHomeTest.class.getClassLoader(),
            new Class<?>[] {HomeEffects.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("link")) {
                Files.writeString(shared, "late");
              }
              return method.invoke(real, arguments);
            });
  }
}
