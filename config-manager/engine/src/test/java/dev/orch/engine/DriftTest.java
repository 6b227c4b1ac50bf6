package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that someone else changed after orch placed them. */
class DriftTest {
  private static final FileTree REPORT = Trees.of("a", "published", "b", "1", "c", "1");
  private static final FileTree HEAL =
      Trees.builder()
          .file("a", "published")
          .file("b", "1")
          .file("docs/d", "1")
          .spec(
              Map.of(
                  "drift", "heal",
                  "on-change.000.paths.000", "docs/**",
                  "on-change.000.do", "nothing"))
          .build();

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

  @Test
  void editedAndMissingFilesAreReportedAndLeftAlone() throws Exception {
    fixture.apply(1, REPORT);
    fixture.write("a", "edited");
    Files.delete(fixture.path("b"));

    Outcome outcome = fixture.reconcile();

    assertThat(outcome)
        .isEqualTo(new Outcome.UpToDate(1, REPORT.manifest().digest(), paths("a", "b")));
    assertThat(HomeFiles.in(home)).isEqualTo(Map.of("a", "edited", "c", "1"));
    assertThat(fixture.source.timesOpened()).isEqualTo(1);
  }

  @Test
  void aModeAFileTypeAndALinkAreDriftToo() throws Exception {
    fixture.apply(1, REPORT);
    Files.setPosixFilePermissions(fixture.path("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.delete(fixture.path("b"));
    Files.createDirectory(fixture.path("b"));
    Files.delete(fixture.path("c"));
    Files.createSymbolicLink(fixture.path("c"), Path.of("a"));

    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.UpToDate(1, REPORT.manifest().digest(), paths("a", "b", "c")));
  }

  @Test
  void aFileThatWasOnlyTouchedIsNoDrift() throws Exception {
    fixture.apply(1, REPORT);
    Files.setLastModifiedTime(fixture.path("a"), FileTime.fromMillis(1_000_000));

    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.UpToDate(1, REPORT.manifest().digest(), List.of()));
  }

  @Test
  void anEditThatKeepsSizeAndTimeIsFoundWhenEveryByteIsReadAgain() throws Exception {
    fixture.apply(1, REPORT);
    FileTime modified = Files.getLastModifiedTime(fixture.path("a"));
    fixture.write("a", "PUBLISHED");
    Files.setLastModifiedTime(fixture.path("a"), modified);

    fixture.reopen(new HomeOptions(false, true));

    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.UpToDate(1, REPORT.manifest().digest(), paths("a")));
  }

  @Test
  void anotherRevisionLeavesDriftElsewhereAloneAndReportsIt() throws Exception {
    fixture.apply(1, REPORT);
    fixture.write("a", "edited");

    Outcome outcome = fixture.apply(2, Trees.of("a", "published", "b", "2", "c", "1"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.drifted()).isEqualTo(paths("a"));
              assertThat(applied.kept()).isEmpty();
            });
    assertThat(fixture.read("a")).isEqualTo("edited");
    assertThat(fixture.read("b")).isEqualTo("2");
    assertThat(fixture.reconcile())
        .isInstanceOfSatisfying(
            Outcome.UpToDate.class, now -> assertThat(now.drifted()).isEqualTo(paths("a")));
  }

  @Test
  void aPublishedChangeWinsOverALocalEditWhoseBytesAreKept() throws Exception {
    fixture.apply(1, REPORT);
    fixture.write("a", "edited");
    fixture.write("c", "edited too");

    Outcome outcome = fixture.apply(2, Trees.of("a", "published anew", "b", "1"));

    assertThat(HomeFiles.in(home)).isEqualTo(Map.of("a", "published anew", "b", "1"));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.kept())
                    .extracting(kept -> fixture.read(kept))
                    .containsExactly("edited", "edited too"));
  }

  @Test
  void aLocalEditThatIsPublishedAfterwardsIsTakenAsItIs() throws Exception {
    fixture.apply(1, REPORT);
    fixture.write("a", "edited");

    Outcome outcome = fixture.apply(2, Trees.of("a", "edited", "b", "1", "c", "1"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.kept()).isEmpty();
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.NOTHING);
            });
    assertThat(fixture.trigger.calls()).containsExactly("prepare", "activate");
  }

  @Test
  void healingPutsThePublishedBytesBackWithTheReactionOfTheFile() throws Exception {
    fixture.apply(1, HEAL);
    fixture.write("a", "edited");
    Files.delete(fixture.path("b"));

    Outcome outcome = fixture.reconcile();

    fixture.assertIs(HEAL);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.RESTART);
              assertThat(applied.actions().changes().changes())
                  .extracting(change -> change.getClass().getSimpleName())
                  .containsExactly("Modified", "Added");
              assertThat(applied.kept()).isEmpty();
            });
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
  }

  @Test
  void healingADocRestartsNothing() throws Exception {
    fixture.apply(1, HEAL);
    fixture.write("docs/d", "edited");

    assertThat(fixture.reconcile())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.actions().reaction()).isEqualTo(Reaction.NOTHING));

    fixture.assertIs(HEAL);
  }

  @Test
  void aFailedOrEmptyLookDeletesNothing() throws Exception {
    fixture.apply(1, REPORT);

    fixture.source.beUnavailable();
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.SourceUnavailable("the store is away", true, List.of()));
    fixture.source.say(new DesiredState.Removed(2));
    assertThat(fixture.reconcile()).isEqualTo(new Outcome.Removed(2));
    fixture.source.say(new DesiredState.Cleared(3));
    assertThat(fixture.reconcile()).isEqualTo(new Outcome.Cleared(3));
    fixture.source.say(new DesiredState.Absent());
    assertThat(fixture.reconcile()).isEqualTo(new Outcome.Absent());
    fixture.source.say(new DesiredState.Hold("a wiped store"));
    assertThat(fixture.reconcile()).isEqualTo(new Outcome.Held(0, "a wiped store", List.of()));

    fixture.assertIs(REPORT);
  }

  @Test
  void aDriftedHomeIsStartedWithoutItsSourceAsItIsWithIt() throws Exception {
    fixture.apply(1, REPORT);
    fixture.write("a", "edited");
    Files.delete(fixture.path("b"));
    fixture.reopen(HomeOptions.DEFAULT);
    fixture.trigger.calls().clear();

    fixture.source.beUnavailable();

    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.SourceUnavailable("the store is away", true, paths("a", "b")));
    assertThat(fixture.trigger.calls()).containsExactly("ensure");
    assertThat(HomeFiles.in(home)).isEqualTo(Map.of("a", "edited", "c", "1"));
  }

  @Test
  void whatWouldBeHealedIsNamedAndStartedWhileItsSourceIsAwayAndHealedAfterwards()
      throws Exception {
    fixture.apply(1, HEAL);
    Files.delete(fixture.path("b"));
    fixture.reopen(HomeOptions.DEFAULT);
    fixture.trigger.calls().clear();

    fixture.source.beUnavailable();
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.SourceUnavailable("the store is away", true, paths("b")));
    assertThat(fixture.trigger.calls()).containsExactly("ensure");

    assertThat(fixture.apply(1, HEAL)).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(HEAL);
  }

  @Test
  void aHomeInTheMiddleOfAnApplyIsNotStartedWithoutItsSource() throws Exception {
    fixture.apply(1, REPORT);
    fixture.trigger.failOn("activate").failOn("prepare-undo");
    fixture.apply(2, Trees.of("a", "new"));
    fixture.reopen(HomeOptions.DEFAULT);
    fixture.trigger.calls().clear();

    fixture.source.beUnavailable();

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Damaged.class);
    assertThat(fixture.trigger.calls()).doesNotContain("ensure");
  }

  @Test
  void directoriesAreRemovedOnlyIfOrchMadeThemAndNobodyElseUsesThem() throws Exception {
    Files.createDirectory(fixture.path("theirs"));
    fixture.apply(1, Trees.of("theirs/a", "1", "ours/a", "1", "shared/a", "1"));
    fixture.write("shared/log", "theirs");

    fixture.apply(2, Trees.of("b", "1"));

    assertThat(HomeFiles.in(home))
        .isEqualTo(Map.of("b", "1", "theirs", "/", "shared", "/", "shared/log", "theirs"));
  }

  @Test
  void aReplacedFileKeepsItsPermissions() throws Exception {
    fixture.apply(1, Trees.of("secret", "1"));
    Files.setPosixFilePermissions(
        fixture.path("secret"), PosixFilePermissions.fromString("rw-r-----"));

    fixture.apply(2, Trees.builder().executable("secret", "2").build());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.path("secret"))))
        .isEqualTo("rwxr-x---");
  }
}
