package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
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

/** What an apply does to the files of a home, and what it asks of the trigger. */
class ApplyTest {
  @TempDir Path home;
  private LocalHome held;
  private Reconciler reconciler;
  private final SettableSource source = new SettableSource();
  private final RecordingTrigger trigger = new RecordingTrigger();

  @BeforeEach
  void open() throws IOException {
    open(HomeOptions.DEFAULT);
  }

  private void open(HomeOptions options) throws IOException {
    held = LocalHome.open(home, options);
    reconciler = new Reconciler(source, held, trigger, Clock.systemUTC());
  }

  private void reopen(HomeOptions options) throws IOException {
    held.close();
    open(options);
  }

  @AfterEach
  void close() {
    held.close();
  }

  private Outcome apply(long revision, FileTree tree) throws InterruptedException {
    source.publish(revision, tree);
    return reconciler.reconcile();
  }

  private void assertHomeIs(FileTree tree) {
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(tree));
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

    Outcome outcome = apply(1, tree);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.revision()).isEqualTo(1);
              assertThat(applied.digest()).isEqualTo(tree.manifest().digest());
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.RESTART);
              assertThat(applied.actions().changes().addedCount()).isEqualTo(4);
            });
    assertHomeIs(tree);
    assertThat(trigger.calls()).containsExactly("prepare", "activate");
  }

  @Test
  void anUnchangedHeadCostsNoFetchAndNoTrigger() throws Exception {
    FileTree tree = Trees.of("a", "1");
    apply(1, tree);

    Outcome outcome = reconciler.reconcile();

    assertThat(outcome).isEqualTo(new Outcome.UpToDate(1, tree.manifest().digest(), List.of()));
    assertThat(source.timesOpened()).isEqualTo(1);
    assertThat(trigger.calls()).containsExactly("prepare", "activate");
  }

  @Test
  void aNewTreeReplacesChangedFilesAndRemovesDeletedOnesAndTheirDirectories() throws Exception {
    apply(1, Trees.of("same", "s", "changed", "old", "gone", "g", "dir/sub/gone", "g"));
    FileTree next = Trees.of("same", "s", "changed", "new", "added/file", "a");

    Outcome outcome = apply(2, next);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().changes().addedCount()).isEqualTo(1);
              assertThat(applied.actions().changes().modifiedCount()).isEqualTo(1);
              assertThat(applied.actions().changes().deletedCount()).isEqualTo(2);
            });
    assertHomeIs(next);
  }

  @Test
  void aFileBecomesADirectoryAndBack() throws Exception {
    FileTree file = Trees.of("a", "file", "b", "1");
    FileTree directory = Trees.of("a/x/y", "in a directory", "b", "1");
    apply(1, file);

    assertThat(apply(2, directory)).isInstanceOf(Outcome.Applied.class);
    assertHomeIs(directory);

    assertThat(apply(3, file)).isInstanceOf(Outcome.Applied.class);
    assertHomeIs(file);
  }

  @Test
  void onlyAModeChangeIsAppliedAndOnlyAKindChangeTouchesNothing() throws Exception {
    apply(1, Trees.of("run", "#!"));
    FileTree executable = Trees.builder().executable("run", "#!").build();

    assertThat(apply(2, executable)).isInstanceOf(Outcome.Applied.class);

    assertHomeIs(executable);
    assertThat(trigger.calls()).hasSize(4);
  }

  @Test
  void aSpecAloneRestartsNothing() throws Exception {
    apply(1, Trees.of("a", "1"));
    FileTree next = Trees.builder().file("a", "1").spec(Map.of("drift", "heal")).build();

    Outcome outcome = apply(2, next);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.actions().changes().specChanged()).isTrue();
              assertThat(applied.actions().changes().changes()).isEmpty();
              assertThat(applied.actions().reaction()).isEqualTo(Reaction.NOTHING);
            });
    assertThat(trigger.calls()).containsExactly("prepare", "activate");
    assertThat(held.applied().orElseThrow().digest()).isEqualTo(next.manifest().digest());
  }

  @Test
  void aRevisionWithTheSameDigestIsOnlyNoted() throws Exception {
    FileTree tree = Trees.of("a", "1");
    apply(1, tree);

    assertThat(apply(7, tree)).isInstanceOf(Outcome.UpToDate.class);

    assertThat(held.applied().orElseThrow().revision()).isEqualTo(7);
    reopen(HomeOptions.DEFAULT);
    assertThat(held.applied().orElseThrow().revision()).isEqualTo(7);
  }

  @Test
  void theSameBytesInTheWayAreTakenOverSilently() throws Exception {
    HomeFiles.write(home, "etc/a", "1");
    HomeFiles.write(home, "unknown", "mine");
    FileTree tree = Trees.of("etc/a", "1");

    assertThat(apply(1, tree)).isInstanceOf(Outcome.Applied.class);

    assertThat(trigger.calls()).containsExactly("ensure");
    apply(2, Trees.of("b", "2"));
    assertThat(HomeFiles.in(home)).isEqualTo(Map.of("b", "2", "etc", "/", "unknown", "mine"));
  }

  @Test
  void otherBytesInTheWayHoldTheRevisionAndAllOfThemAreListed() throws Exception {
    HomeFiles.write(home, "etc/a", "mine");
    HomeFiles.write(home, "dir/inner", "mine");
    Files.createSymbolicLink(home.resolve("link"), Path.of("etc"));
    FileTree tree = Trees.of("etc/a", "1", "dir", "2", "link/x", "3", "free", "4");

    Outcome outcome = apply(1, tree);

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
    assertThat(trigger.calls()).isEmpty();
  }

  @Test
  void whatIsInTheWayIsAdoptedWhenAskedForAndKept() throws Exception {
    reopen(HomeOptions.DEFAULT.withAdopt(true));
    HomeFiles.write(home, "etc/a", "mine");
    HomeFiles.write(home, "dir/inner", "mine too");
    Files.createSymbolicLink(home.resolve("link"), Path.of("etc"));
    FileTree tree = Trees.of("etc/a", "1", "dir", "2", "link/x", "3");

    Outcome outcome = apply(1, tree);

    assertHomeIs(tree);
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
