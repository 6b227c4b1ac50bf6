package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an apply does to the files of a home, and what it asks of the trigger. */
class ApplyTest {
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

  @Test
  void anEmptyHomeGetsTheWholeTree() throws Exception {
    FileTree tree =
        Trees.builder()
            .file("etc/a.properties", "a=1")
            .file("empty", "")
            .file("deep/er/and/deeper/file", "x")
            .executable("bin/run.sh", "#!/bin/sh")
            .build();

    Outcome outcome = fixture.apply(1, tree);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.revision()).isEqualTo(1);
              assertThat(applied.digest()).isEqualTo(tree.manifest().digest());
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.RESTART);
              assertThat(applied.actions().changes().addedCount()).isEqualTo(4);
            });
    fixture.assertIs(tree);
    assertThat(fixture.trigger.calls()).containsExactly("prepare", "activate");
  }

  @Test
  void whatIsDesiredIsReadBesideWhatIsInPlace() throws Exception {
    FileTree first = Trees.of("a", "1", "b", "2");
    fixture.apply(1, first);
    assertThat(fixture.source.openedBeside()).isEqualTo(Manifest.EMPTY);
    fixture.reopen(HomeOptions.DEFAULT);

    fixture.apply(2, Trees.of("a", "1", "b", "3"));

    assertThat(fixture.source.openedBeside()).isEqualTo(first.manifest());
  }

  @Test
  void anUnchangedHeadCostsNoFetchAndNoTrigger() throws Exception {
    FileTree tree = Trees.of("a", "1");
    fixture.apply(1, tree);

    Outcome outcome = fixture.reconcile();

    assertThat(outcome).isEqualTo(new Outcome.UpToDate(1, tree.manifest().digest(), List.of()));
    assertThat(fixture.source.timesOpened()).isEqualTo(1);
    assertThat(fixture.trigger.calls()).containsExactly("prepare", "activate");
  }

  @Test
  void aNewTreeReplacesChangedFilesAndRemovesDeletedOnesAndTheirDirectories() throws Exception {
    fixture.apply(1, Trees.of("same", "s", "changed", "old", "gone", "g", "dir/sub/gone", "g"));
    FileTree next = Trees.of("same", "s", "changed", "new", "added/file", "a");

    Outcome outcome = fixture.apply(2, next);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().changes().addedCount()).isEqualTo(1);
              assertThat(applied.actions().changes().modifiedCount()).isEqualTo(1);
              assertThat(applied.actions().changes().deletedCount()).isEqualTo(2);
            });
    fixture.assertIs(next);
  }

  @Test
  void aFileBecomesADirectoryAndBack() throws Exception {
    FileTree file = Trees.of("a", "file", "b", "1");
    FileTree directory = Trees.of("a/x/y", "in a directory", "b", "1");
    fixture.apply(1, file);

    assertThat(fixture.apply(2, directory)).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(directory);

    assertThat(fixture.apply(3, file)).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(file);
  }

  @Test
  void onlyAModeChangeIsAppliedAndOnlyAKindChangeTouchesNothing() throws Exception {
    fixture.apply(1, Trees.of("run", "#!"));
    FileTree executable = Trees.builder().executable("run", "#!").build();

    assertThat(fixture.apply(2, executable)).isInstanceOf(Outcome.Applied.class);

    fixture.assertIs(executable);
    assertThat(fixture.trigger.calls()).hasSize(4);
  }

  @Test
  void aSpecAloneRestartsNothing() throws Exception {
    fixture.apply(1, Trees.of("a", "1"));
    FileTree next = Trees.builder().file("a", "1").spec(Map.of("drift", "heal")).build();

    Outcome outcome = fixture.apply(2, next);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().changes().specChanged()).isTrue();
              assertThat(applied.actions().changes().changes()).isEmpty();
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.NOTHING);
            });
    assertThat(fixture.trigger.calls()).containsExactly("prepare", "activate");
    assertThat(fixture.held().applied().orElseThrow().digest()).isEqualTo(next.manifest().digest());
  }

  @Test
  void aRevisionWithTheSameDigestIsOnlyNoted() throws Exception {
    FileTree tree = Trees.of("a", "1");
    fixture.apply(1, tree);

    assertThat(fixture.apply(7, tree)).isInstanceOf(Outcome.UpToDate.class);

    assertThat(fixture.held().applied().orElseThrow().revision()).isEqualTo(7);
    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.held().applied().orElseThrow().revision()).isEqualTo(7);
  }

  @Test
  void theSameBytesInTheWayAreTakenOverSilently() throws Exception {
    fixture.write("etc/a", "1");
    fixture.write("unknown", "mine");
    FileTree tree = Trees.of("etc/a", "1");

    assertThat(fixture.apply(1, tree)).isInstanceOf(Outcome.Applied.class);

    assertThat(fixture.trigger.calls()).containsExactly("ensure");
    fixture.apply(2, Trees.of("b", "2"));
    assertThat(HomeFiles.in(home)).isEqualTo(Map.of("b", "2", "etc", "/", "unknown", "mine"));
  }

  @Test
  void otherBytesInTheWayHoldTheRevisionAndAllOfThemAreListed() throws Exception {
    fixture.write("etc/a", "mine");
    fixture.write("dir/inner", "mine");
    Files.createSymbolicLink(home.resolve("link"), Path.of("etc"));
    FileTree tree = Trees.of("etc/a", "1", "dir", "2", "link/x", "3", "free", "4");

    Outcome outcome = fixture.apply(1, tree);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held ->
                assertThat(held.paths())
                    .contains(
                        new ConfigPath("etc/a"),
                        new ConfigPath("dir/inner"),
                        new ConfigPath("link")));
    assertThat(HomeFiles.in(home)).doesNotContainKey("free");
    assertThat(fixture.trigger.calls()).isEmpty();
  }

  @Test
  void whatIsInTheWayIsAdoptedWhenAskedForAndKept() throws Exception {
    fixture.reopen(HomeOptions.DEFAULT.withAdopt(true));
    fixture.write("etc/a", "mine");
    fixture.write("dir/inner", "mine too");
    Files.createSymbolicLink(home.resolve("link"), Path.of("etc"));
    FileTree tree = Trees.of("etc/a", "1", "dir", "2", "link/x", "3");

    Outcome outcome = fixture.apply(1, tree);

    fixture.assertIs(tree);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.kept()).hasSize(3);
              for (String kept : applied.kept()) {
                assertThat(home.resolve(kept)).matches(path -> Files.exists(path));
              }
            });
    assertThat(HomeFiles.below(home, home.resolve(".orch/originals")))
        .containsValues("mine", "mine too", "-> etc");
  }
}
