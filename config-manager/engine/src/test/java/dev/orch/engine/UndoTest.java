package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies that fail, are taken back, remembered, and resumed. */
class UndoTest {
  private static final FileTree OLD = Trees.of("a", "old", "gone", "g", "dir/b", "1");
  private static final FileTree NEW = Trees.of("a", "new", "added/x", "x", "dir/b", "2");

  @TempDir Path home;
  private HomeFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new HomeFixture(home);
    fixture.apply(1, OLD);
    fixture.trigger.calls().clear();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aFailedStartIsTakenBackWholeAndNotTriedAgain() throws Exception {
    fixture.trigger.failOn("activate");

    Outcome outcome = fixture.apply(2, NEW);

    Outcome.Failed failed =
        new Outcome.Failed(2, NEW.manifest().digest(), "activate did not work", true);
    assertThat(outcome).isEqualTo(failed);
    fixture.assertIs(OLD);
    assertThat(fixture.trigger.calls())
        .containsExactly("prepare", "activate", "prepare-undo", "undo");
    assertThat(fixture.held().applied().orElseThrow().revision()).isEqualTo(1);

    fixture.trigger.work();
    assertThat(fixture.reconcile()).isEqualTo(failed);
    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.reconcile()).isEqualTo(failed);
    fixture.assertIs(OLD);
  }

  @Test
  void theTriggerIsToldWhatIsLeftAndWhatIsComeTo() throws Exception {
    fixture.trigger.failOn("activate");
    FileTree next = Trees.builder().file("a", "new").spec(Map.of("trigger", "command")).build();

    fixture.apply(2, next);

    List<TriggerContext> contexts = fixture.trigger.contexts();
    TriggerContext activate = contexts.get(contexts.size() - 3);
    assertThat(activate.revision()).isEqualTo(2);
    assertThat(activate.to()).isEqualTo(next.manifest().spec());
    assertThat(activate.from()).isEqualTo(OLD.manifest().spec());
    assertThat(activate.actions().changes().deletedCount()).isEqualTo(2);
    TriggerContext undo = fixture.trigger.lastContext();
    assertThat(undo.undoing()).isTrue();
    assertThat(undo.revision()).isEqualTo(1);
    assertThat(undo.to()).isEqualTo(OLD.manifest().spec());
    assertThat(undo.from()).isEqualTo(next.manifest().spec());
    assertThat(undo.actions().changes().addedCount()).isEqualTo(2);
    assertThat(undo.actions().reaction()).isEqualTo(activate.actions().reaction());
  }

  @Test
  void whatFailedIsTriedAgainWhenToldAndForAnotherRevision() throws Exception {
    fixture.trigger.failOn("activate");
    fixture.apply(2, NEW);
    assertThat(fixture.apply(3, NEW)).isInstanceOf(Outcome.Failed.class);
    fixture.trigger.work();

    fixture.reconciler().retryFailed();

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Applied.class);
    fixture.assertIs(NEW);
  }

  @Test
  void aFailureCountsForItsRevisionAndItsDigestOnly() throws Exception {
    fixture.trigger.failOn("activate");
    fixture.apply(2, NEW);
    fixture.trigger.work();
    fixture.trigger.calls().clear();

    assertThat(fixture.apply(3, NEW))
        .as("the same under another number")
        .isInstanceOf(Outcome.Applied.class);
    fixture.trigger.failOn("activate");
    fixture.apply(4, Trees.of("a", "third"));
    fixture.trigger.work();

    assertThat(fixture.apply(4, Trees.of("a", "fourth")))
        .as("another under the same number")
        .isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void whatFailedIsForgottenOnceAnythingIsInPlace() throws Exception {
    fixture.trigger.failOn("activate");
    fixture.apply(2, NEW);
    assertThat(home.resolve(".orch/failed")).exists();
    fixture.trigger.work();

    fixture.apply(3, OLD);
    assertThat(home.resolve(".orch/failed")).as("back at what was in place").doesNotExist();
    fixture.trigger.failOn("activate");
    fixture.apply(4, NEW);
    fixture.trigger.work();

    fixture.apply(5, Trees.of("a", "fifth"));
    assertThat(home.resolve(".orch/failed")).as("after an apply").doesNotExist();
  }

  @Test
  void aRefusalMovesNothingAndStartsAgainWhatMayHaveBeenStopped() throws Exception {
    fixture.trigger.failOn("prepare");

    assertThat(fixture.apply(2, NEW)).isInstanceOf(Outcome.Failed.class);

    fixture.assertIs(OLD);
    assertThat(fixture.trigger.calls()).containsExactly("prepare", "undo");
  }

  @Test
  void aTriggerThatThrowsAnythingIsTakenBackToo() throws Exception {
    fixture.trigger.onActivate(
        () -> {
          throw new IllegalStateException("a bug in a plug-in");
        });

    assertThat(fixture.apply(2, NEW))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("a bug in a plug-in"));
    fixture.assertIs(OLD);
  }

  @Test
  void aFormerStateThatDoesNotStartEitherIsSaid() throws Exception {
    fixture.trigger.failOn("activate").failOn("undo");

    assertThat(fixture.apply(2, NEW))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("activate did not work")
                    .contains("undo did not work"));
    fixture.assertIs(OLD);
  }

  @Test
  void anInterruptedApplyIsResumedWhereItWas() throws Exception {
    fixture.trigger.onActivate(
        () -> {
          throw new InterruptedException("the agent ends");
        });
    fixture.source.publish(2, NEW);
    assertThatThrownBy(() -> fixture.reconcile()).isInstanceOf(InterruptedException.class);
    fixture.trigger.onActivate(() -> {});
    fixture.trigger.calls().clear();

    fixture.reopen(HomeOptions.DEFAULT);
    fixture.source.beUnavailable();
    assertThat(fixture.reconciler().recover())
        .hasValueSatisfying(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> assertThat(applied.revision()).isEqualTo(2)));

    fixture.assertIs(NEW);
    assertThat(fixture.trigger.calls()).containsExactly("activate");
    assertThat(fixture.trigger.lastContext().resumed()).isTrue();
  }

  @Test
  void whatCannotBeStoppedForTheWayBackIsDamagedUntilItCan() throws Exception {
    fixture.trigger.failOn("activate").failOn("prepare-undo");

    assertThat(fixture.apply(2, NEW)).isInstanceOf(Outcome.Damaged.class);
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Damaged.class);
    assertThat(fixture.trigger.calls()).doesNotContain("undo", "ensure");

    fixture.trigger.work();
    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Failed.class);
    fixture.assertIs(OLD);
  }

  @Test
  void whatTheComponentWritesWhileItStopsIsNotLost() throws Exception {
    fixture.trigger.onPrepare(() -> fixture.write("a", "written at the end"));

    Outcome outcome = fixture.apply(2, NEW);

    fixture.assertIs(NEW);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.kept())
                    .extracting(kept -> fixture.read(kept))
                    .containsExactly("written at the end"));
  }

  @Test
  void whatAppearsInTheWayWhileTheComponentStopsIsNotOverwritten() throws Exception {
    fixture.trigger.onPrepare(() -> fixture.write("added/x", "theirs"));

    assertThat(fixture.apply(2, NEW)).isInstanceOf(Outcome.Failed.class);

    assertThat(fixture.read("added/x")).isEqualTo("theirs");
    assertThat(fixture.read("a")).isEqualTo("old");
  }

  @Test
  void whatTheNewStateWroteIsKeptWhenItIsTakenBack() throws Exception {
    fixture.trigger.onActivate(
        () -> {
          fixture.write("a", "written by the new one");
          fixture.write("added/x", "written by the new one, too");
          throw new TriggerException("and then it died", null);
        });

    fixture.apply(2, NEW);

    fixture.assertIs(OLD);
    assertThat(HomeFiles.below(home, home.resolve(".orch/originals")))
        .containsValues("written by the new one", "written by the new one, too");
  }

  @Test
  void aTornInventoryIsDamageAndNothingIsStartedOrTouched() throws Exception {
    Files.write(
        fixture.path(".orch/inventory"),
        Arrays.copyOf(Files.readAllBytes(fixture.path(".orch/inventory")), 100));
    fixture.reopen(HomeOptions.DEFAULT);

    assertThat(fixture.apply(2, NEW)).isInstanceOf(Outcome.Damaged.class);

    fixture.assertIs(OLD);
    assertThat(fixture.trigger.calls()).isEmpty();
    Files.delete(fixture.path(".orch/inventory"));
    fixture.reopen(HomeOptions.DEFAULT);
    assertThat(fixture.apply(3, OLD)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aTornJournalIsDamage() throws Exception {
    fixture.trigger.failOn("activate").failOn("prepare-undo");
    fixture.apply(2, NEW);
    Files.writeString(fixture.path(".orch/journal"), "orch journal 1\n");
    fixture.trigger.work();
    fixture.trigger.calls().clear();

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.Damaged.class);

    assertThat(fixture.trigger.calls()).isEmpty();
  }

  @Test
  void aCompleteHomeIsSeenToOnceAfterAStartThatAppliedNothing() throws Exception {
    fixture.reopen(HomeOptions.DEFAULT);
    fixture.source.beUnavailable();

    fixture.reconcile();
    fixture.reconcile();

    assertThat(fixture.trigger.calls()).containsExactly("ensure");
    assertThat(fixture.trigger.lastContext().to()).isEqualTo(OLD.manifest().spec());
    assertThat(fixture.trigger.lastContext().revision()).isEqualTo(1);
  }

  @Test
  void whatIsNotRunningIsSaidAndSeenToAgain() throws IOException, InterruptedException {
    fixture.reopen(HomeOptions.DEFAULT);
    fixture.trigger.failOn("ensure");
    assertThat(fixture.reconcile())
        .isEqualTo(new Outcome.Failed(1, OLD.manifest().digest(), "ensure did not work", false));

    fixture.trigger.work();

    assertThat(fixture.reconcile()).isInstanceOf(Outcome.UpToDate.class);
    assertThat(fixture.trigger.calls()).containsExactly("ensure", "ensure");
  }
}
