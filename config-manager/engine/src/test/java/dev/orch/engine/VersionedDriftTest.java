package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What someone else changed in a versioned home, or put where the link belongs. */
class VersionedDriftTest {
  private static final FileTree REPORT = VersionedTrees.of("a", "published", "etc/b", "1");
  private static final FileTree NEXT = VersionedTrees.of("a", "published", "etc/b", "2");
  private static final FileTree HEAL =
      VersionedTrees.with(
          Map.of(
              "drift", "heal",
              "on-change.000.paths.000", "docs/**",
              "on-change.000.do", "nothing"),
          "a",
          "published",
          "docs/d",
          "1");

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

  private static List<ConfigPath> paths(String... paths) {
    return List.of(paths).stream().map(ConfigPath::new).toList();
  }

  private void assertReported(FileTree tree, String... drifted) throws InterruptedException {
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.UpToDate(1, tree.manifest().digest(), paths(drifted)));
  }

  private void assertIncompleteWithoutItsSource() throws InterruptedException {
    fixture.source.beUnavailable();
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.SourceUnavailable("the store is away", false, List.of()));
  }

  @Test
  void anEditOfTheCurrentStateIsReportedAndDoesNotReachTheNextOne() throws Exception {
    fixture.apply(1, REPORT);
    Path edited = fixture.path("current/a").toRealPath();
    Files.writeString(edited, "edited");
    assertReported(REPORT, "a");

    Outcome outcome = fixture.apply(2, NEXT);

    fixture.assertIs(NEXT);
    assertThat(edited).hasContent("edited");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.kept()).extracting(fixture::read).containsExactly("edited");
              assertThat(applied.actions().changes().modifiedCount()).isEqualTo(2);
            });
    Files.writeString(edited, "edited again");
    fixture.assertIs(NEXT);
  }

  @Test
  void healingReplacesTheOneFileByAnother() throws Exception {
    fixture.apply(1, HEAL);
    Path state = fixture.path("current").toRealPath();
    Object untouched = Files.getAttribute(state.resolve("a"), "unix:ino");
    Object edited = Files.getAttribute(state.resolve("docs/d"), "unix:ino");
    Files.writeString(state.resolve("docs/d"), "edited");

    Outcome outcome = fixture.reconcile();

    fixture.assertIs(HEAL);
    assertThat(fixture.path("current").toRealPath()).isEqualTo(state);
    assertThat(Files.getAttribute(state.resolve("a"), "unix:ino")).isEqualTo(untouched);
    assertThat(Files.getAttribute(state.resolve("docs/d"), "unix:ino")).isNotEqualTo(edited);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.actions().reaction()).isEqualTo(Reaction.NOTHING));
  }

  @Test
  void healingThatFailsLeavesTheEdit() throws Exception {
    fixture.apply(1, HEAL);
    fixture.write("current/a", "edited");
    fixture.trigger.failOn("activate");

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Failed.class);

    assertThat(fixture.read("current/a")).isEqualTo("edited");
  }

  @Test
  void healingThatDiesAtAnyEffectIsEndedByTheNextProcess() throws Exception {
    fixture.apply(1, HEAL);
    int effects = 0;
    boolean died = true;
    while (died) {
      fixture.write("current/a", "edited");
      Files.delete(fixture.path("current"));
      fixture.close();
      died = dies(effects++);
      fixture.reopen(HomeOptions.DEFAULT);

      fixture.reconcile();

      fixture.assertIs(HEAL);
      assertThat(fixture.path(".orch/apply")).doesNotExist();
    }
    assertThat(effects).as("effects that were crashed at").isGreaterThan(20);
  }

  private boolean dies(int effects) throws Exception {
    try (LocalHome held =
        LocalHome.open(home, HomeOptions.DEFAULT, real -> new CrashingEffects(real, effects))) {
      new Reconciler(fixture.source, held, fixture.trigger, Clock.systemUTC()).reconcile();
      return false;
    } catch (CrashingEffects.Crash e) {
      return true;
    }
  }

  @Test
  void aRemovedLinkIsReported() throws Exception {
    fixture.apply(1, REPORT);
    Files.delete(fixture.path("current"));

    assertReported(REPORT, "current");

    assertThat(fixture.path("current")).doesNotExist();
    assertIncompleteWithoutItsSource();
  }

  @Test
  void aLinkThatWasPointedAtAnOlderStateIsReportedAndLeftSo() throws Exception {
    fixture.apply(1, NEXT);
    Path older = Files.readSymbolicLink(fixture.path("current"));
    fixture.apply(1, REPORT);
    point(older);

    assertReported(REPORT, "current");
    assertThat(fixture.read("current/etc/b")).isEqualTo("2");
    assertIncompleteWithoutItsSource();
  }

  private void point(Path target) throws IOException {
    Files.deleteIfExists(fixture.path("current"));
    Files.createSymbolicLink(fixture.path("current"), target);
  }

  @Test
  void aNewRevisionWinsOverARemovedLinkAndOverOneThatLeadsElsewhere() throws Exception {
    fixture.apply(1, REPORT);
    Files.delete(fixture.path("current"));
    assertThat(fixture.apply(2, NEXT)).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(NEXT);

    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    point(elsewhere);
    assertThat(fixture.apply(3, REPORT)).isInstanceOf(Outcome.Applied.class);

    Files.delete(elsewhere);
    fixture.assertIs(REPORT);
  }

  @Test
  void healingPutsTheLinkBackAndAsksForWhatItsFilesAskFor() throws Exception {
    fixture.apply(1, HEAL);
    Files.delete(fixture.path("current"));

    assertThat(fixture.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.actions().reaction()).isEqualTo(Reaction.RESTART));
    fixture.assertIs(HEAL);

    Files.delete(fixture.path("current"));
    fixture.write("current", "a file");
    assertThat(fixture.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.kept()).extracting(fixture::read).containsExactly("a file"));
    fixture.assertIs(HEAL);
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
  }

  @Test
  void healingMakesALostStateAnew() throws Exception {
    fixture.apply(1, HEAL);
    FastDirectories.delete(fixture.path("current").toRealPath());

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Applied.class);

    fixture.assertIs(HEAL);
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
  }

  @Test
  void aLostStateIsReportedFileByFile() throws Exception {
    fixture.apply(1, REPORT);
    FastDirectories.delete(fixture.path("current").toRealPath());

    assertReported(REPORT, "a", "etc/b");
    assertIncompleteWithoutItsSource();
  }

  @Test
  void whatOrchDidNotPlaceWhereTheLinkBelongsHoldsTheRevision() throws Exception {
    fixture.write("current/theirs", "t");

    assertThat(fixture.apply(1, REPORT))
        .isInstanceOfSatisfying(
            Outcome.Held.class, held -> assertThat(held.paths()).isEqualTo(paths("current")));

    assertThat(fixture.read("current/theirs")).isEqualTo("t");
  }

  @Test
  void aForeignLinkHoldsTheRevisionToo() throws Exception {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    point(elsewhere);

    assertThat(fixture.apply(1, REPORT)).isInstanceOf(Outcome.Held.class);

    assertThat(Files.readSymbolicLink(fixture.path("current"))).isEqualTo(elsewhere);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void itIsKeptWhenItIsAdopted() throws Exception {
    fixture.write("current/theirs", "t");
    fixture.reopen(HomeOptions.DEFAULT.withAdopt(true));

    assertThat(fixture.apply(1, REPORT))
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.kept()).extracting(fixture::read).containsExactly("t"));

    fixture.assertIs(REPORT);
  }

  @Test
  void aDirectoryInPlaceOfTheLinkIsLeftAndHoldsTheNextRevision() throws Exception {
    fixture.apply(1, REPORT);
    Files.delete(fixture.path("current"));
    fixture.write("current/theirs", "t");
    assertReported(REPORT, "current");

    assertThat(fixture.apply(2, NEXT)).isInstanceOf(Outcome.Held.class);

    assertThat(fixture.read("current/theirs")).isEqualTo("t");
  }

  @Test
  void theHomeOfAnotherComponentIsNotEvenAdopted() throws Exception {
    fixture.write("current/.orch/lock", "");
    fixture.reopen(HomeOptions.DEFAULT.withAdopt(true));

    assertThat(fixture.apply(1, REPORT)).isInstanceOf(Outcome.Held.class);

    assertThat(fixture.path("current/.orch/lock")).exists();
  }
}
